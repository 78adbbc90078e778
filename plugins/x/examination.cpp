#include "x/examination.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <ranges>

#include "x/object_reader.hpp"
#include "x/problem.hpp"

namespace earshot::x {

namespace {

constexpr std::array needed_scopes{"tweet.read", "tweet.write", "users.read", "offline.access"};

credential_status in_state(credential_state state, std::string detail) {
    credential_status made;
    made.state = state;
    made.detail = std::move(detail);
    return made;
}

bool granted(std::string_view scope, std::string_view wanted) {
    return std::ranges::any_of(scope | std::views::split(' '), [&](const auto& one) {
        return std::string_view(one.begin(), one.end()) == wanted;
    });
}

std::vector<std::string> missing_in(std::string_view scope) {
    std::vector<std::string> missing;
    if (scope.empty()) return missing;  // X did not say: nothing is claimed
    for (const char* one : needed_scopes)
        if (!granted(scope, one)) missing.emplace_back(one);
    return missing;
}

// Empty: X did not say.
std::string id_in(std::string_view body) {
    const auto parsed = parse_body(body);
    const json::object* whole = parsed ? parsed->if_object() : nullptr;
    const json::object* user = whole ? object_reader(*whole).object("data") : nullptr;
    return user ? object_reader(*user).id("id") : std::string();
}

credential_status of_a_good_answer(const http_response& answer, const account& to,
                                   std::string_view scope) {
    if (const std::string id = id_in(answer.body); !id.empty() && id != to.user_id)
        return in_state(credential_state::revoked, "it is the credential of the user " + id +
                                                       ", but user_id is " + to.user_id +
                                                       ": put that user's own in place");
    credential_status made = in_state(credential_state::valid, "");
    if (to.auth == auth_method::oauth2) made.missing_scopes = missing_in(scope);
    if (to.auth == auth_method::oauth1 && answer.header("x-access-level") == "read")
        made.missing_scopes = {"write"};
    if (made.missing_scopes.empty()) return made;
    made.state = credential_state::scope_missing;
    made.detail =
        to.auth == auth_method::oauth2
            ? "grant access again with these scopes, and put the new refresh token in place"
            : "set the app's permissions to read and write, and create the token anew";
    return made;
}

result<credential_status> of_a_refusal(error why) {
    switch (why.kind) {
        case error_kind::unauthorized:
            why.detail += "; grant access again, and put the new token in place";
            return credential_after(std::move(why));
        // The account is blocked, or the app's access to it.
        case error_kind::permanent: return in_state(credential_state::revoked, why.detail);
        case error_kind::scope_missing:
        case error_kind::transient:
        case error_kind::throttled: return credential_after(std::move(why));
        default: return in_state(credential_state::unknown, why.detail);
    }
}

}  // namespace

http_request question_of(const account& to) {
    const std::string who = to.auth == auth_method::app_only ? to.user_id : "me";
    return {"GET", to.base_url + "/2/users/" + who};
}

result<credential_status> what_it_says(const http_response& answer, const account& to,
                                       std::string_view scope, timestamp now) {
    if (answer.status >= 200 && answer.status < 300) return of_a_good_answer(answer, to, scope);
    return of_a_refusal(error_of(answer, "GET /2/users/me", now));
}

// The host could not get a token, or not read a secret: a person must put one in place.
result<credential_status> without_an_answer(const error& why) {
    if (why.code.starts_with("secret.")) return credential_after(why);
    if (why.kind == error_kind::unauthorized || why.kind == error_kind::permanent)
        return in_state(credential_state::expired, why.detail);
    if (why.kind == error_kind::throttled) return std::unexpected(why);
    error again = why;
    again.kind = error_kind::transient;
    return std::unexpected(std::move(again));
}

}  // namespace earshot::x
