#include "redmine/site.hpp"

#include <algorithm>
#include <stdexcept>

namespace earshot::redmine {

namespace {

bool all_digits(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool site::is_case_field(const std::string& id, const std::string& name) const {
    return all_digits(case_field) ? id == case_field : name == case_field;
}

site read_site(const settings& given) {
    site made;
    made.url = given.base_url("url");
    made.project = given.text("project");
    made.case_field = given.text("case_field");
    made.tracker = given.natural("tracker");
    made.priorities = {given.natural("priority_low"), given.natural("priority_normal"),
                       given.natural("priority_high"), given.natural("priority_now")};
    made.language_field = given.natural("language_field");
    made.class_field = given.natural("class_field");
    made.reopen_status = given.natural("reopen_status");
    made.answers = {given.text("answers") == "public_notes", given.text("answer_marker")};
    made.verbatim = given.boolean("verbatim");
    made.rescan = given.span("rescan");
    made.webhooks = given.has("webhook_secret");
    if (made.project.empty()) throw std::invalid_argument("project must not be empty");
    if (made.case_field.empty()) throw std::invalid_argument("case_field must not be empty");
    if (made.answers.marker.empty())
        throw std::invalid_argument("answer_marker must not be empty: every note would have it");
    return made;
}

}  // namespace earshot::redmine
