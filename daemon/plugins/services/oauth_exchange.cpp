#include "plugins/services/oauth_exchange.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "earshot/signature.hpp"
#include "net/rate_budget.hpp"

namespace earshot::plugins {

namespace json = boost::json;

namespace {

// A refresh must not be given up lightly: the platform may already have exchanged the token.
constexpr duration refresh_timeout{20'000};
constexpr std::int64_t usual_lifetime = 3'600;  // where the platform does not say
constexpr std::int64_t longest_lifetime = 10LL * 365 * 24 * 3'600;

std::string text_of(const json::object& from, std::string_view key) {
    const json::value* found = from.if_contains({key.data(), key.size()});
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::optional<std::int64_t> integer_of(const json::object& from, std::string_view key) {
    const json::value* found = from.if_contains({key.data(), key.size()});
    if (!found || !found->is_number()) return std::nullopt;
    json::error_code not_integral;
    const auto value = found->to_number<std::int64_t>(not_integral);
    if (not_integral) return std::nullopt;
    return value;
}

std::optional<json::object> object_of(std::string_view text) {
    json::error_code problem;
    const json::value whole = json::parse({text.data(), text.size()}, problem);
    if (problem || !whole.is_object()) return std::nullopt;
    return whole.get_object();
}

std::string form_field(std::string_view name, std::string_view value) {
    return std::string(name) + "=" + percent_encode(value);
}

// The codes of RFC 6749 section 5.2 are words: what is not one stays out of the log.
std::string stated_error(const http_response& answer) {
    const auto body = object_of(answer.body);
    std::string code = body ? text_of(*body, "error") : std::string();
    const bool a_word = code.size() <= 40 && std::ranges::all_of(code, [](char c) {
                            return (c >= 'a' && c <= 'z') || c == '_';
                        });
    return a_word ? code : std::string();
}

std::string said(const http_response& answer, const std::string& code) {
    std::string text = "the token endpoint answered " + std::to_string(answer.status);
    if (!code.empty()) text += " " + code;
    return text;
}

error refusal(const http_response& answer, timestamp now) {
    const std::string code = stated_error(answer);
    const std::string what = said(answer, code);
    if (answer.status == 400 && (code == "invalid_request" || code == "invalid_grant"))
        return {error_kind::unauthorized, "oauth.refresh_refused",
                what +
                    ": the refresh token is no longer good; grant access again and put the new "
                    "refresh token into the secret"};
    if (answer.status == 400 || answer.status == 401 || answer.status == 403)
        return {error_kind::permanent, "oauth.client_refused",
                what + ": check the client id, the client secret and the kind of client"};
    if (answer.status == 429)
        return error::throttled(net::retry_after(answer, now).value_or(duration{0}),
                                "oauth.throttled", what);
    return {error_kind::transient, "oauth.refresh_failed", what};
}

timestamp expiry(const json::object& body, timestamp now) {
    const std::int64_t seconds = integer_of(body, "expires_in").value_or(usual_lifetime);
    return now + std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, longest_lifetime));
}

}  // namespace

std::string write_token_pair(const token_pair& tokens) {
    json::object out;
    out["version"] = 1;
    out["access_token"] = tokens.access_token;
    out["refresh_token"] = tokens.refresh_token;
    out["expires"] = tokens.expires.time_since_epoch().count();
    out["seed_sha256"] = tokens.seed_digest;
    out["scope"] = tokens.scope;
    return json::serialize(out);
}

std::optional<token_pair> read_token_pair(const std::string& stored) {
    const auto body = object_of(stored);
    if (!body || integer_of(*body, "version") != 1) return std::nullopt;
    token_pair tokens{.access_token = text_of(*body, "access_token"),
                      .refresh_token = text_of(*body, "refresh_token"),
                      .expires = timestamp(duration(integer_of(*body, "expires").value_or(0))),
                      .seed_digest = text_of(*body, "seed_sha256"),
                      .scope = text_of(*body, "scope")};
    if (tokens.refresh_token.empty()) return std::nullopt;
    return tokens;
}

http_request refresh_request(const oauth_client& client, const std::string& secret,
                             const std::string& refresh_token) {
    http_request request("POST", client.token_url);
    std::string form = "grant_type=refresh_token&" + form_field("refresh_token", refresh_token);
    if (secret.empty())
        form += "&" + form_field("client_id", client.client_id);
    else
        request.header("authorization", "Basic " + to_base64(percent_encode(client.client_id) +
                                                             ":" + percent_encode(secret)));
    request.header("accept", "application/json");
    request.content("application/x-www-form-urlencoded", std::move(form));
    request.timeout = refresh_timeout;
    return request;
}

result<token_pair> read_token_answer(const http_response& answer, const token_pair& before,
                                     timestamp now) {
    if (answer.status != 200) return std::unexpected(refusal(answer, now));
    const auto body = object_of(answer.body);
    token_pair fresh = before;
    if (body) fresh.access_token = text_of(*body, "access_token");
    if (!body || fresh.access_token.empty())
        return fail(error_kind::transient, "oauth.refresh_failed",
                    said(answer, "") + " without an access token");
    if (std::string next = text_of(*body, "refresh_token"); !next.empty())
        fresh.refresh_token = std::move(next);
    if (std::string scope = text_of(*body, "scope"); !scope.empty()) fresh.scope = std::move(scope);
    fresh.expires = expiry(*body, now);
    return fresh;
}

}  // namespace earshot::plugins
