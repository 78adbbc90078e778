#include "freshdesk/account.hpp"

#include <algorithm>
#include <stdexcept>

namespace earshot::freshdesk {

namespace {

bool is_api_name(const std::string& name) {
    return std::ranges::all_of(
        name, [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

}  // namespace

account read_account(const settings& given) {
    account made;
    made.url = given.base_url("url");
    made.case_field = given.text("case_field");
    made.search_delay = given.span("search_delay");
    made.webhooks = given.has("webhook_secret");
    made.group = given.natural("group");
    made.language_field = given.text("language_field");
    made.class_field = given.text("class_field");
    made.tags = given.list("tags");
    made.rescan = given.span("rescan");
    // It becomes part of a search.
    if (made.case_field.empty() || !is_api_name(made.case_field))
        throw std::invalid_argument(
            "case_field is the field's API name: small letters, digits and _, such as cf_case");
    return made;
}

}  // namespace earshot::freshdesk
