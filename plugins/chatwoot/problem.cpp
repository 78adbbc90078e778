#include "chatwoot/problem.hpp"

#include "chatwoot/json.hpp"
#include "earshot/short_text.hpp"

namespace earshot::chatwoot {

namespace {

constexpr std::size_t longest_complaint = 300;

constexpr answering_server chatwoot_server{
    .name = "Chatwoot",
    .codes = "chatwoot",
    .unauthorized = "configure the access token of a user of the account",
    .forbidden = "Earshot's user must be an agent of the inbox",
    .redirect = "configure the address it points to",
    .address = "check url, account_id, inbox_id and the inbox's identifier",
};

// Chatwoot's complaints name its own fields.
std::string complaint(std::string_view body) {
    const auto parsed = parse(body);
    const object_view from(parsed ? &*parsed : nullptr);
    std::string said = from.text("error");
    if (said.empty()) said = from.text("message");
    return ascii_line(std::move(said), longest_complaint);
}

}  // namespace

error error_of(const http_response& answer, std::string_view tried, request_target target) {
    return http_problem(answer, tried, chatwoot_server, complaint(answer.body), target);
}

}  // namespace earshot::chatwoot
