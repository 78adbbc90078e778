#include "chatwoot/site.hpp"

#include <algorithm>

#include "earshot/settings_check.hpp"

namespace earshot::chatwoot {

namespace {

std::string number_from(const settings& given, const char* name, settings_check& check) {
    const std::int64_t number = given.integer(name);
    if (number < 1)
        check.refuse(name, "is " + std::to_string(number) +
                               ", but Chatwoot's numbers begin at 1; the address of its page has "
                               "it");
    return std::to_string(number);
}

bool is_attribute(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

}  // namespace

site site_from(const settings& given) {
    settings_check check(given);
    site made;
    made.url = given.base_url("url");
    made.account = number_from(given, "account_id", check);
    made.inbox = number_from(given, "inbox_id", check);
    made.case_field = given.text("case_field");
    made.labels = given.boolean("labels");
    made.rescan = given.span("rescan");
    made.hooks = given.has("webhook_secret");
    if (!is_attribute(made.case_field))
        check.refuse("case_field", "is '" + made.case_field +
                                       "', no key of Chatwoot's attributes; write small letters, "
                                       "digits and _");
    check.finish();
    return made;
}

}  // namespace earshot::chatwoot
