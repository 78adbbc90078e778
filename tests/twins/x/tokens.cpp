#include "twins/x/tokens.hpp"

#include "earshot/signature.hpp"
#include "twins/x/oauth1.hpp"

namespace earshot::twins::x {

namespace {

std::unexpected<refused_grant> refuse(int status, std::string error, std::string description) {
    return std::unexpected(refused_grant{status, std::move(error), std::move(description)});
}

}  // namespace

tokens::tokens(credentials known, std::string brand_user_id)
    : known_(std::move(known)), brand_(std::move(brand_user_id)) {
    refresh_.emplace(known_.refresh_token, true);
}

std::expected<granted, refused_grant> tokens::refresh(const parameters& form,
                                                      std::string_view basic, timestamp now) {
    if (!client_fits(form, basic))
        return refuse(401, "unauthorized_client", "Missing valid authorization header");
    const auto found = refresh_.find(form.get("refresh_token"));
    if (found == refresh_.end() || !found->second) {
        if (found != refresh_.end()) revoke_all();
        return refuse(400, "invalid_request", "Value passed for the token was invalid.");
    }
    found->second = false;
    granted pair{fresh("access"), fresh("refresh"), lifetime};
    access_[pair.access_token] = {brand_, now + lifetime};
    refresh_[pair.refresh_token] = true;
    return pair;
}

std::string tokens::grant() {
    std::string made = fresh("granted");
    refresh_[made] = true;
    return made;
}

bool tokens::client_fits(const parameters& form, std::string_view basic) const {
    if (known_.client_secret.empty()) return form.get("client_id") == known_.client_id;
    return basic == to_base64(known_.client_id + ":" + known_.client_secret);
}

std::optional<std::string> tokens::application(std::string_view basic) const {
    const std::string expected = to_base64(percent_encode(known_.consumer_key) + ":" +
                                           percent_encode(known_.consumer_secret));
    if (basic != expected) return std::nullopt;
    return known_.bearer;
}

caller tokens::identify(const net::server_request& request, timestamp now) const {
    const std::string_view given = header(request, "authorization");
    if (given.starts_with("OAuth "))
        return signed_by(request, known_) ? caller{context::user, brand_} : caller{};
    if (!given.starts_with("Bearer ")) return {};
    const std::string_view token = given.substr(7);
    if (token == known_.bearer) return {context::application, {}};
    const auto found = access_.find(token);
    if (found == access_.end() || found->second.expires <= now) return {};
    return {context::user, found->second.user_id};
}

void tokens::expire_all() { access_.clear(); }

void tokens::revoke_all() {
    access_.clear();
    for (auto& [token, good] : refresh_) good = false;
}

// Unguessable enough for a twin, and the same in every run.
std::string tokens::fresh(std::string_view kind) {
    const std::string name = std::string(kind) + std::to_string(++issued_);
    return to_hex(hmac(hash::sha256, known_.consumer_secret, name)).substr(0, 40);
}

}  // namespace earshot::twins::x
