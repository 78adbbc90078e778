#include "net/request_head.hpp"

#include <algorithm>
#include <array>

#include "earshot/short_text.hpp"
#include "net/header_text.hpp"

namespace earshot::net {

namespace {

// Two of these would let a request end where its writer did not mean it to.
constexpr std::array<std::string_view, 5> ours{"host", "content-length", "transfer-encoding",
                                               "connection", "expect"};

struct usual_headers {
    bool user_agent = true;
    bool accept = true;
};

result<void> check(const std::string& name, const std::string& value, const std::string& lower) {
    if (!valid_token(name))
        return fail(error_kind::invalid, "http.header", "not a header name: '" + name + "'");
    if (std::ranges::find(ours, lower) != ours.end())
        return fail(error_kind::invalid, "http.header", "a request must not set '" + name + "'");
    if (!valid_field_value(value))
        return fail(error_kind::invalid, "http.header",
                    "the value of header '" + name + "' holds a control character");
    return {};
}

bool takes_a_body(const std::string& method) {
    return method == "POST" || method == "PUT" || method == "PATCH";
}

void put(std::string& into, std::string_view name, std::string_view value) {
    into.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

result<std::string> request_head(const http_request& request, const url& to,
                                 const std::string& user_agent) {
    if (!valid_token(request.method))
        return fail(error_kind::invalid, "http.header", "not a method: '" + request.method + "'");
    usual_headers missing;
    std::string head;
    head.reserve(512);
    head.append(request.method).append(" ").append(to.target).append(" HTTP/1.1\r\n");
    put(head, "Host", host_header(to.at));
    for (const auto& [name, value] : request.headers) {
        const std::string lower = lower_ascii(name);
        if (auto fine = check(name, value, lower); !fine) return std::unexpected(fine.error());
        if (lower == "user-agent") missing.user_agent = false;
        if (lower == "accept") missing.accept = false;
        put(head, name, value);
    }
    if (missing.user_agent) put(head, "User-Agent", user_agent);
    if (missing.accept) put(head, "Accept", "*/*");
    if (!request.body.empty() || takes_a_body(request.method))
        put(head, "Content-Length", std::to_string(request.body.size()));
    return head.append("\r\n");
}

}  // namespace earshot::net
