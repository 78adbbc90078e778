#include "bluesky/tokens.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "bluesky/at_uri.hpp"
#include "bluesky/json_reader.hpp"
#include "earshot/signature.hpp"

namespace earshot::bluesky {

namespace {

constexpr std::int64_t latest = 253'402'300'799;  // s, the year 9999

// As RFC 4648 section 5 has it: two letters differ, and there is no padding.
result<std::string> from_base64url(std::string_view text) {
    std::string usual(text);
    std::ranges::replace(usual, '-', '+');
    std::ranges::replace(usual, '_', '/');
    while (usual.size() % 4 != 0) usual += '=';
    return from_base64(usual);
}

}  // namespace

std::optional<tokens> read_kept(std::string_view kept) {
    const auto from = parse_object(kept);
    if (!from || integer_at(*from, "version") != 1) return std::nullopt;
    tokens made;
    made.did = text_at(*from, "did");
    made.handle = text_at(*from, "handle");
    made.access = text_at(*from, "access");
    made.refresh = text_at(*from, "refresh");
    made.password_digest = text_at(*from, "password_sha256");
    if (!is_did(made.did)) return std::nullopt;
    return made;
}

std::string write_kept(const tokens& held) {
    json::object out;
    out["version"] = 1;
    out["did"] = held.did;
    out["handle"] = held.handle;
    out["access"] = held.access;
    out["refresh"] = held.refresh;
    out["password_sha256"] = held.password_digest;
    return json::serialize(out);
}

http_request login_request(const account& to, const std::string& password) {
    json::object body;
    body["identifier"] = to.identifier;
    body["password"] = password;
    http_request made("POST", to.service + "/xrpc/com.atproto.server.createSession");
    made.content("application/json", json::serialize(body)).budget("login");
    return made;
}

http_request refresh_request(const account& to, const tokens& held) {
    http_request made("POST", to.service + "/xrpc/com.atproto.server.refreshSession");
    made.header("authorization", "Bearer " + held.refresh).budget("refresh");
    return made;
}

result<tokens> read_tokens(const std::string& body) {
    const auto from = parse_object(body);
    tokens made;
    if (from) {
        made.did = text_at(*from, "did");
        made.handle = text_at(*from, "handle");
        made.access = text_at(*from, "accessJwt");
        made.refresh = text_at(*from, "refreshJwt");
    }
    if (!is_did(made.did) || made.access.empty() || made.refresh.empty())
        return fail(error_kind::transient, "bluesky.body",
                    "the server began a session without saying did, accessJwt and refreshJwt");
    return made;
}

std::optional<timestamp> end_of(std::string_view token) {
    const std::size_t first = token.find('.');
    const std::size_t second = first == token.npos ? token.npos : token.find('.', first + 1);
    if (second == token.npos) return std::nullopt;
    const auto claims = from_base64url(token.substr(first + 1, second - first - 1));
    if (!claims) return std::nullopt;
    const auto from = parse_object(*claims);
    const auto seconds = from ? integer_at(*from, "exp") : std::nullopt;
    if (!seconds || *seconds <= 0 || *seconds > latest) return std::nullopt;
    return timestamp{std::chrono::seconds{*seconds}};
}

std::string digest_of(std::string_view password) { return to_hex(digest(hash::sha256, password)); }

}  // namespace earshot::bluesky
