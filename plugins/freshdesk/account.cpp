#include "freshdesk/account.hpp"

#include <algorithm>

#include "earshot/settings_check.hpp"

namespace earshot::freshdesk {

namespace {

bool is_api_name(const std::string& name) {
    return std::ranges::all_of(
        name, [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

}  // namespace

account read_account(const settings& given) {
    settings_check check(given);
    account made;
    made.url = given.base_url("url");
    made.case_field = given.text("case_field");
    made.search_delay = given.span("search_delay");
    made.webhooks = given.has("webhook_secret");
    made.group = check.natural("group");
    made.language_field = given.text("language_field");
    made.class_field = given.text("class_field");
    made.tags = given.list("tags");
    made.rescan = given.span("rescan");
    // It becomes part of a search.
    if (made.case_field.empty())
        check.refuse("case_field", "is empty; write the API name of a field, such as cf_case");
    for (const char* name : {"case_field", "language_field", "class_field"})
        if (!is_api_name(given.text(name)))
            check.refuse(name, "is '" + given.text(name) +
                                   "', no API name; write small letters, digits and _, such as "
                                   "cf_case");
    check.finish();
    return made;
}

}  // namespace earshot::freshdesk
