#include "zendesk/account.hpp"

#include "earshot/settings_check.hpp"

namespace earshot::zendesk {

namespace {

bool is_address(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != 0 && at != text.npos && at + 1 < text.size() && text.rfind('@') == at &&
           text.find_first_of(": \t") == text.npos;
}

}  // namespace

account read_account(const settings& given) {
    settings_check check(given);
    account made;
    made.url = given.base_url("url");
    made.email = given.text("email");
    made.webhooks = given.has("webhook_secret");
    made.poll = given.boolean("poll");
    made.users = given.boolean("users");
    made.brand = check.natural("brand");
    made.group = check.natural("group");
    made.form = check.natural("form");
    made.language_field = check.natural("language_field");
    made.class_field = check.natural("class_field");
    made.tags = given.list("tags");
    made.priority = given.boolean("priority");
    if (!made.poll && !made.webhooks)
        check.refuse("poll",
                     "is false and webhook_secret not given, so that no answer would ever come "
                     "back; give one of them");
    if (!made.email.empty() && !is_address(made.email))
        check.refuse("email", "is '" + made.email + "', no address of mail; write the agent's");
    check.finish();
    return made;
}

}  // namespace earshot::zendesk
