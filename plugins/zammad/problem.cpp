#include "zammad/problem.hpp"

#include "earshot/short_text.hpp"
#include "zammad/json.hpp"

namespace earshot::zammad {

namespace {

constexpr std::size_t longest_complaint = 300;

constexpr answering_server zammad_server{
    .name = "Zammad",
    .codes = "zammad",
    .unauthorized = "make a new access token for Earshot's user",
    .forbidden =
        "the token needs the permission ticket.agent, and its user full access to the group",
    .redirect = "configure the address it points to",
    .address = "check that url is Zammad's address",
};

// Zammad's complaints name its own fields and objects.
std::string complaint(std::string_view body) {
    const auto parsed = parse(body);
    const object_view from(parsed ? &*parsed : nullptr);
    return ascii_line(from.text("error"), longest_complaint);
}

}  // namespace

error error_of(const http_response& answer, std::string_view tried, request_target target) {
    return http_problem(answer, tried, zammad_server, complaint(answer.body), target);
}

}  // namespace earshot::zammad
