#include "freshdesk/problem.hpp"

#include "earshot/short_text.hpp"
#include "freshdesk/json.hpp"

namespace earshot::freshdesk {

namespace {

constexpr std::size_t longest_complaint = 200;

constexpr answering_server freshdesk_server{
    .name = "Freshdesk",
    .codes = "freshdesk",
    .unauthorized = "renew the API key in the agent's profile settings",
    .forbidden = "give Earshot's agent a role that may do this",
    .redirect = "configure the address that it points to",
    .address = "check url",
    .otherwise = "refused",
};

// Which fields it complains of, and its codes for why, without what was in them.
std::string complaints(std::string_view body) {
    const auto parsed = parse(body);
    const object_view from(parsed ? &*parsed : nullptr);
    std::string said = from.text("code");
    for (const json::value& one : from.list("errors")) {
        const object_view complaint(&one);
        if (!said.empty()) said += ", ";
        said += complaint.text("field") + " " + complaint.text("code");
    }
    return ascii_line(std::move(said), longest_complaint);
}

}  // namespace

error error_of(const http_response& answer, std::string_view tried, request_target target) {
    return http_problem(answer, tried, freshdesk_server, complaints(answer.body), target);
}

}  // namespace earshot::freshdesk
