#include "redmine/problem.hpp"

#include "earshot/short_text.hpp"
#include "redmine/json.hpp"

namespace earshot::redmine {

namespace {

constexpr std::size_t longest_complaint = 300;

constexpr answering_server redmine_server{
    .name = "Redmine",
    .codes = "redmine",
    .unauthorized = "check the API key, and that Redmine's REST API is switched on",
    .forbidden = "give Earshot's user a role in the project that may do this",
    .redirect = "configure the address that it points to",
    .address = "check url and project",
};

// Redmine's own complaints name fields, not contents.
std::string complaints(std::string_view body) {
    const auto parsed = parse(body);
    const object_view from(parsed ? &*parsed : nullptr);
    std::string said;
    for (const json::value& one : from.list("errors"))
        if (const json::string* text = one.if_string())
            said.append(said.empty() ? "" : "; ").append(text->data(), text->size());
    return ascii_line(std::move(said), longest_complaint);
}

}  // namespace

error error_of(const http_response& answer, std::string_view tried, request_target target) {
    return http_problem(answer, tried, redmine_server, complaints(answer.body), target);
}

}  // namespace earshot::redmine
