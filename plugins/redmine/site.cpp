#include "redmine/site.hpp"

#include <algorithm>

#include "earshot/settings_check.hpp"

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
    settings_check check(given);
    site made;
    made.url = given.base_url("url");
    made.project = given.text("project");
    made.case_field = given.text("case_field");
    made.tracker = check.natural("tracker");
    made.priorities = {check.natural("priority_low"), check.natural("priority_normal"),
                       check.natural("priority_high"), check.natural("priority_now")};
    made.language_field = check.natural("language_field");
    made.class_field = check.natural("class_field");
    made.reopen_status = check.natural("reopen_status");
    made.answers = {given.text("answers") == "public_notes", given.text("answer_marker")};
    made.verbatim = given.boolean("verbatim");
    made.rescan = given.span("rescan");
    made.webhooks = given.has("webhook_secret");
    if (made.case_field.empty())
        check.refuse("case_field", "is empty; write the custom field's number or name");
    if (made.answers.marker.empty())
        check.refuse("answer_marker", "is empty, and every note would have it; write a word");
    check.finish();
    return made;
}

}  // namespace earshot::redmine
