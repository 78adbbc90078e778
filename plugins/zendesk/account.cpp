#include "zendesk/account.hpp"

#include <stdexcept>

namespace earshot::zendesk {

account read_account(const settings& given) {
    account made;
    made.url = given.base_url("url");
    made.email = given.text("email");
    made.webhooks = given.has("webhook_secret");
    made.poll = given.boolean("poll");
    made.users = given.boolean("users");
    made.brand = given.natural("brand");
    made.group = given.natural("group");
    made.form = given.natural("form");
    made.language_field = given.natural("language_field");
    made.class_field = given.natural("class_field");
    made.tags = given.list("tags");
    made.priority = given.boolean("priority");
    if (!made.poll && !made.webhooks)
        throw std::invalid_argument(
            "without poll and webhook_secret no answer would ever come back: give one of them");
    return made;
}

}  // namespace earshot::zendesk
