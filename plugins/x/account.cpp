#include "x/account.hpp"

#include <algorithm>
#include <initializer_list>

#include "earshot/service/routes.hpp"
#include "earshot/settings_check.hpp"

namespace earshot::x {

namespace {

constexpr int premium_length = 25'000;
constexpr std::size_t longest_query = 4'096;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

auth_method method_of(std::string_view choice) {
    if (choice == "oauth1") return auth_method::oauth1;
    return choice == "app_only" ? auth_method::app_only : auth_method::oauth2;
}

std::string missing_of(const settings& given, std::initializer_list<std::string_view> fields) {
    std::string missing;
    for (const std::string_view name : fields)
        if (!given.has(name)) missing.append(missing.empty() ? "" : ", ").append(name);
    return missing;
}

std::string missing_for(const settings& given, auth_method method) {
    switch (method) {
        case auth_method::oauth2: return missing_of(given, {"client_id", "refresh_token"});
        case auth_method::oauth1:
            return missing_of(
                given, {"consumer_key", "consumer_secret", "access_token", "access_token_secret"});
        case auth_method::app_only: return missing_of(given, {"bearer_token"});
    }
    return {};
}

void check_credentials(const settings& given, auth_method method, settings_check& check) {
    if (const std::string missing = missing_for(given, method); !missing.empty())
        check.refuse("auth", "is " + given.text("auth") + ", which needs " + missing + "; add it");
}

subscribing subscribing_of(std::string_view choice) {
    if (choice == "activity") return subscribing::activity;
    return choice == "account_activity" ? subscribing::account_activity : subscribing::no;
}

void check_subscribing(const settings& given, const account& made, settings_check& check) {
    if (made.subscribe == subscribing::no) return;
    const std::string what = "is " + given.text("subscribe") + ", ";
    const std::string missing = missing_of(given, {"bearer_token", "consumer_secret"});
    if (!missing.empty()) check.refuse("subscribe", what + "which needs " + missing + "; add it");
    if (made.auth == auth_method::app_only ||
        (made.subscribe == subscribing::activity && made.auth != auth_method::oauth2))
        check.refuse("subscribe", what +
                                      "which X grants to the brand's own user only; set auth to "
                                      "oauth2, or for account_activity to oauth1");
    if (made.webhook_url.empty())
        check.refuse("subscribe",
                     what + "but the daemon has no address that X could call; set http.public_url");
}

bool is_handle(std::string_view text) {
    return !text.empty() && text.size() <= 15 && std::ranges::all_of(text, [](char c) {
        return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

void check_identity(const account& made, settings_check& check) {
    if (!is_id(made.user_id))
        check.refuse("user_id", "is '" + made.user_id +
                                    "', but X's user ids are 1 to 19 digits; look it up with GET "
                                    "/2/users/by/username/" +
                                    made.handle);
    if (!is_handle(made.handle))
        check.refuse("handle", "is '" + made.handle +
                                   "', but X's handles are 1 to 15 letters, digits and _; write "
                                   "the brand's");
}

void check_sources(const account& made, settings_check& check) {
    if (!made.mentions && made.search_query.empty() && !made.webhooks)
        check.refuse("mentions",
                     "is false, and nothing would come in; set it to true, or give search_query, "
                     "or consumer_secret for webhooks");
    if (made.search_query.size() > longest_query)
        check.refuse("search_query", "is longer than 4096 bytes, X's limit; shorten it");
}

}  // namespace

account read_account(host& services) {
    const settings& given = services.configuration();
    settings_check check(given);
    account made;
    made.name = services.instance();
    made.base_url = given.base_url("base_url");
    made.user_id = given.text("user_id");
    made.handle = given.text("handle");
    if (made.handle.starts_with('@')) made.handle.erase(0, 1);
    made.auth = method_of(given.text("auth"));
    made.reads_as_app = given.has("bearer_token");
    made.confidential = given.has("client_secret");
    if (given.has("client_id")) made.client_id = given.text("client_id");
    made.webhooks = given.has("consumer_secret");
    made.mentions = given.boolean("mentions");
    if (given.has("search_query")) made.search_query = given.text("search_query");
    made.look_back = given.span("look_back");
    made.plan = given.text("plan");
    made.max_length = static_cast<int>(check.number("max_length", 1, premium_length));
    made.post_names = given.text("field_names") == "post";
    made.subscribe = subscribing_of(given.text("subscribe"));
    if (made.subscribe != subscribing::no)
        made.webhook_url = use<routes>(services).public_url(webhook_route_name);
    check_credentials(given, made.auth, check);
    check_subscribing(given, made, check);
    check_identity(made, check);
    check_sources(made, check);
    check.finish();
    return made;
}

bool is_id(std::string_view text) noexcept {
    return !text.empty() && text.size() <= 19 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool id_less(std::string_view left, std::string_view right) noexcept {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

bool same_handle(std::string_view left, std::string_view right) noexcept {
    return std::ranges::equal(left, right, {}, lower, lower);
}

}  // namespace earshot::x
