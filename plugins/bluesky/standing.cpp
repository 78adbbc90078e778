#include "bluesky/standing.hpp"

#include <boost/json.hpp>

#include "bluesky/json_reader.hpp"
#include "bluesky/problem.hpp"

namespace earshot::bluesky {

namespace {

// Only where the server says so: older ones leave it out.
bool inactive(const json::object& from) {
    const json::value* active = from.if_contains("active");
    const bool* flag = active ? active->if_bool() : nullptr;
    return flag && !*flag;
}

}  // namespace

credential_status standing_of(const std::string& body, const tokens& held, bool password_readable) {
    credential_status made;
    const auto from = parse_object(body);
    if (from && inactive(*from)) {
        made.state = credential_state::revoked;
        made.detail = "the account is not active: " + text_at(*from, "status") +
                      "; log in with the app to see why";
        return made;
    }
    made.state = credential_state::valid;
    if (password_readable) return made;
    made.state = credential_state::expiring;
    made.expires = end_of(held.refresh).value_or(timestamp{});
    made.detail =
        "the session goes on by itself, but its app password cannot be read; put one into the "
        "secret before the session ends";
    return made;
}

result<credential_status> standing_after(const error& why) {
    auto made = credential_after(why);
    if (!made) return made;
    // The session's tokens, which the plugin renews by itself.
    const bool just_ended = why.code == token_expired || why.code == token_refused;
    if (just_ended) made->state = credential_state::unknown;
    if (why.code == account_blocked) made->state = credential_state::revoked;
    return made;
}

}  // namespace earshot::bluesky
