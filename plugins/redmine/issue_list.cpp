#include "redmine/issue_list.hpp"

#include "earshot/signature.hpp"

namespace earshot::redmine {

namespace {

// One part of a query in its long form, because the short one gives `|` and some first characters
// of a value a meaning.
std::string filter(std::string_view field, std::string_view op, std::string_view value = {}) {
    const std::string name = percent_encode(field);
    std::string made = "&f%5B%5D=" + name + "&op%5B" + name + "%5D=" + percent_encode(op);
    if (!value.empty()) made += "&v%5B" + name + "%5D%5B%5D=" + percent_encode(value);
    return made;
}

const std::string any_status = "/issues.json?set_filter=1" + filter("status_id", "*");

std::string name_of(std::string_view field) { return "cf_" + std::string(field); }

// Redmine reads no fractions.
std::string whole_seconds(timestamp when) { return format_rfc3339(when).substr(0, 19) + "Z"; }

}  // namespace

std::string issues_of_case(std::string_view field, std::string_view case_key) {
    return any_status + filter(name_of(field), "=", case_key) + "&sort=id:asc&limit=100";
}

std::string issues_changed(std::string_view field, timestamp since, std::size_t skip,
                           std::size_t limit) {
    return any_status + filter(name_of(field), "*") +
           filter("updated_on", ">=", whole_seconds(since)) +
           "&sort=updated_on:asc,id:asc&limit=" + std::to_string(limit) +
           "&offset=" + std::to_string(skip);
}

std::string issue_changed_last(std::string_view field) {
    return any_status + filter(name_of(field), "*") + "&sort=updated_on:desc&limit=1";
}

std::string case_key_of(const object_view& issue, const site& at) {
    for (const json::value& one : issue.list("custom_fields"))
        if (const object_view field(&one); at.is_case_field(field.text("id"), field.text("name")))
            return field.text("value");
    return {};
}

bool names_a_case(std::string_view case_key) {
    return !case_key.empty() && !case_key.starts_with("gap/");
}

std::vector<listed_issue> read_list(const json::value& body, const site& at) {
    std::vector<listed_issue> found;
    for (const json::value& one : object_view(&body).list("issues")) {
        const object_view issue(&one);
        if (issue.text("id").empty()) continue;
        found.push_back({issue.text("id"), case_key_of(issue, at), issue.time("updated_on")});
    }
    return found;
}

}  // namespace earshot::redmine
