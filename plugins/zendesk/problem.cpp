#include "zendesk/problem.hpp"

#include "earshot/short_text.hpp"
#include "zendesk/json.hpp"

namespace earshot::zendesk {

namespace {

constexpr std::size_t longest_code = 80;
constexpr std::size_t longest_complaint = 200;

constexpr answering_server zendesk_server{
    .name = "Zendesk",
    .codes = "zendesk",
    .unauthorized = "renew the token in the Admin Center under Apps and integrations",
    .forbidden = "give Earshot's agent a role that may do this",
    .redirect = "configure the address that it points to",
    .address = "check url",
};

// `RecordInvalid`; in some answers an object with a title.
std::string code_in(std::string_view body) {
    const auto parsed = parse(body);
    const object_view from(parsed ? &*parsed : nullptr);
    std::string code = from.text("error");
    if (code.empty()) code = from.object("error").text("title");
    return ascii_line(std::move(code), longest_code);
}

// Which fields it complains of, without what was in them.
std::string fields_in(std::string_view body) {
    const auto parsed = parse(body);
    std::string named;
    const json::object* from = parsed ? parsed->if_object() : nullptr;
    const json::value* details = from ? from->if_contains("details") : nullptr;
    if (!details || !details->is_object()) return named;
    for (const auto& one : details->get_object())
        if (named.size() < longest_code)
            named.append(named.empty() ? "about " : ", ").append(std::string(one.key()));
    return named;
}

}  // namespace

error error_of(const http_response& answer, std::string_view tried, request_target target) {
    const std::string code = code_in(answer.body);
    const std::string fields = fields_in(answer.body);
    const std::string between = code.empty() || fields.empty() ? "" : " ";
    const std::string complaint = ascii_line(code + between + fields, longest_complaint);
    error made = http_problem(answer, tried, zendesk_server, complaint, target);
    if (code == "StartTimeTooRecent") {
        made.kind = error_kind::transient;
        made.code = "zendesk.too_soon";
    } else if (answer.status == 400 && code == "IdempotentRequestError") {
        // The same idempotency key with other words: an earlier attempt arrived.
        made.kind = error_kind::conflict;
        made.code = "zendesk.already_created";
    }
    return made;
}

}  // namespace earshot::zendesk
