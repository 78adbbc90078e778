#include "rt/problem.hpp"

#include <optional>

#include "earshot/object_view.hpp"
#include "earshot/short_text.hpp"

namespace earshot::rt {

namespace {

constexpr std::size_t longest_complaint = 200;

constexpr answering_server request_tracker_server{
    .name = "Request Tracker",
    .codes = "rt",
    .unauthorized = "the token is unknown, expired or revoked: make another and put it in its file",
    .forbidden = "the token's user lacks a right there: see the list in the plugin's page",
    .redirect = "write the address that it points to into url",
    .address = "see whether url is Request Tracker's own",
    .otherwise = "refused",
};

// RT's own words, where the body is RT's; a proxy's page is not.
std::string complaint(std::string_view body) {
    const auto parsed = parse_json(body, "rt.not_json");
    if (!parsed) return {};
    std::string said = one_line(object_view(&*parsed).text("message"), longest_complaint);
    said.erase(said.find_last_not_of(' ') + 1);
    return said;
}

// Nothing: of RT it means the same as of other servers.
struct own_meaning {
    error_kind kind;
    const char* code;
};
std::optional<own_meaning> own_meaning_of(int status) {
    if (status == 410) return own_meaning{error_kind::gone, "rt.not_found"};
    if (status == 412) return own_meaning{error_kind::conflict, "rt.conflict"};  // another ETag
    if (status >= 300 && status < 400) return own_meaning{error_kind::transient, "rt.moved"};
    return std::nullopt;
}

}  // namespace

error error_of(const http_response& answer, std::string_view tried, request_target target) {
    error out = http_problem(answer, tried, request_tracker_server, complaint(answer.body), target);
    if (const auto own = own_meaning_of(answer.status)) {
        out.kind = own->kind;
        out.code = own->code;
    }
    return out;
}

}  // namespace earshot::rt
