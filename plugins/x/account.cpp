#include "x/account.hpp"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

#include "earshot/service/routes.hpp"

namespace earshot::x {

namespace {

constexpr int premium_length = 25'000;
constexpr std::size_t longest_query = 4'096;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

auth_method method_of(std::string_view choice) {
    if (choice == "oauth1") return auth_method::oauth1;
    return choice == "app_only" ? auth_method::app_only : auth_method::oauth2;
}

void need(const settings& given, std::string_view method,
          std::initializer_list<std::string_view> fields) {
    std::string missing;
    for (const std::string_view name : fields)
        if (!given.has(name)) missing.append(missing.empty() ? "" : ", ").append(name);
    if (!missing.empty())
        throw std::invalid_argument("auth is " + std::string(method) + ", which needs " + missing);
}

void check_credentials(const settings& given, auth_method method) {
    switch (method) {
        case auth_method::oauth2: return need(given, "oauth2", {"client_id", "refresh_token"});
        case auth_method::oauth1:
            return need(given, "oauth1",
                        {"consumer_key", "consumer_secret", "access_token", "access_token_secret"});
        case auth_method::app_only: return need(given, "app_only", {"bearer_token"});
    }
}

subscribing subscribing_of(std::string_view choice) {
    if (choice == "activity") return subscribing::activity;
    return choice == "account_activity" ? subscribing::account_activity : subscribing::no;
}

void check_subscribing(const settings& given, const account& made) {
    if (made.subscribe == subscribing::no) return;
    const std::string what = "subscribe is " + given.text("subscribe");
    std::string missing;
    for (const std::string_view name : {"bearer_token", "consumer_secret"})
        if (!given.has(name)) missing.append(missing.empty() ? "" : ", ").append(name);
    if (!missing.empty()) throw std::invalid_argument(what + ", which needs " + missing);
    if (made.auth == auth_method::app_only ||
        (made.subscribe == subscribing::activity && made.auth != auth_method::oauth2))
        throw std::invalid_argument(what +
                                    ", which X grants to the brand's own user only: set "
                                    "auth to oauth2, or for account_activity to oauth1");
    if (made.webhook_url.empty())
        throw std::invalid_argument(
            what + ", but the daemon has no address that X could call: set http.public_url");
}

void check(const account& made) {
    if (!is_id(made.user_id))
        throw std::invalid_argument("user_id is '" + made.user_id +
                                    "', but X's user ids are 1 to 19 digits; look it up with "
                                    "GET /2/users/by/username/" +
                                    made.handle);
    const bool word = std::ranges::all_of(made.handle, [](char c) {
        return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (made.handle.empty() || made.handle.size() > 15 || !word)
        throw std::invalid_argument("handle is '" + made.handle +
                                    "', but X's handles are 1 to 15 letters, digits and _");
    if (made.max_length < 1 || made.max_length > premium_length)
        throw std::invalid_argument("max_length is " + std::to_string(made.max_length) +
                                    ", but X takes 280 and, from premium accounts, up to 25000");
    if (!made.mentions && made.search_query.empty() && !made.webhooks)
        throw std::invalid_argument(
            "nothing would come in: set mentions, search_query, or consumer_secret for webhooks");
    if (made.search_query.size() > longest_query)
        throw std::invalid_argument("search_query is longer than 4096 bytes, X's limit");
}

}  // namespace

account read_account(host& services) {
    const settings& given = services.configuration();
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
    made.max_length = static_cast<int>(
        std::clamp<std::int64_t>(given.integer("max_length"), 0, premium_length + 1));
    made.post_names = given.text("field_names") == "post";
    made.subscribe = subscribing_of(given.text("subscribe"));
    if (made.subscribe != subscribing::no)
        made.webhook_url = use<routes>(services).public_url(webhook_route_name);
    check_credentials(given, made.auth);
    check_subscribing(given, made);
    check(made);
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
