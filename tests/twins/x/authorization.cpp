// The endpoints that hand out tokens.
#include <boost/json.hpp>

#include "twins/x/calls.hpp"

namespace earshot::twins::x {

namespace json = boost::json;

namespace {

std::string_view basic_of(const call& from) {
    const std::string_view given = header(from.request, "authorization");
    return given.starts_with("Basic ") ? given.substr(6) : std::string_view();
}

answer oauth2_token(call& from) {
    const parameters form = parameters::parse(from.request.body);
    if (form.get("grant_type") != "refresh_token")
        return json_answer(400, {{"error", "unsupported_grant_type"},
                                 {"error_description", "only refresh_token is spoken here"}});
    const auto pair = from.on.access.refresh(form, basic_of(from), from.on.now());
    if (!pair)
        return json_answer(pair.error().status, {{"error", pair.error().error},
                                                 {"error_description", pair.error().description}});
    from.on.tell({{"event", "token_refreshed"}});
    return json_answer(200, {{"token_type", "bearer"},
                             {"expires_in", pair->lifetime / std::chrono::seconds{1}},
                             {"access_token", pair->access_token},
                             {"refresh_token", pair->refresh_token},
                             {"scope", "tweet.read tweet.write users.read offline.access"}});
}

answer application_token(call& from) {
    const auto token = from.on.access.application(basic_of(from));
    if (token) return json_answer(200, {{"token_type", "bearer"}, {"access_token", *token}});
    const json::object problem{{"code", 99}, {"message", "Unable to verify your credentials"}};
    return json_answer(403, {{"errors", json::array{problem}}});
}

answer revoke(call& from) {
    from.on.access.revoke_all();
    return json_answer(200, {{"revoked", true}});
}

constexpr route table[] = {
    {"POST", "/2/oauth2/token", "", access_rule::anyone, oauth2_token},
    {"POST", "/oauth2/token", "", access_rule::anyone, application_token},
    {"POST", "/2/oauth2/revoke", "", access_rule::anyone, revoke},
};

}  // namespace

std::span<const route> token_routes() { return table; }

}  // namespace earshot::twins::x
