#include "zendesk/account.hpp"

#include <stdexcept>

namespace earshot::zendesk {

namespace {

std::int64_t number(const settings& given, const char* name) {
    const std::int64_t value = given.integer(name);
    if (value < 0) throw std::invalid_argument(std::string(name) + " must not be negative");
    return value;
}

}  // namespace

account read_account(const settings& given) {
    account made;
    made.url = given.text("url");
    while (made.url.ends_with('/')) made.url.pop_back();
    made.email = given.text("email");
    made.webhooks = given.has("webhook_secret");
    made.poll = given.boolean("poll");
    made.users = given.boolean("users");
    made.brand = number(given, "brand");
    made.group = number(given, "group");
    made.form = number(given, "form");
    made.language_field = number(given, "language_field");
    made.class_field = number(given, "class_field");
    made.tags = given.list("tags");
    made.priority = given.boolean("priority");
    if (!made.poll && !made.webhooks)
        throw std::invalid_argument(
            "without poll and webhook_secret no answer would ever come back: give one of them");
    return made;
}

}  // namespace earshot::zendesk
