#include "webhook/signing.hpp"

#include <algorithm>

#include "earshot/signature.hpp"

namespace earshot::webhook {

namespace {

bool plain(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == ':' || c == '/';
}

}  // namespace

result<std::string> key_of(std::string_view secret) {
    constexpr std::string_view prefix = "whsec_";
    const auto key = from_base64(secret.substr(std::min(prefix.size(), secret.size())));
    if (!secret.starts_with(prefix) || !key || key->size() < 24 || key->size() > 64)
        return fail(error_kind::unauthorized, "webhook.secret",
                    "the secret is not whsec_ and the base64 of 24 to 64 random bytes");
    return *key;
}

std::string id_of(std::string_view delivery_key) {
    constexpr std::size_t longest = 128;
    if (!delivery_key.empty() && delivery_key.size() <= longest &&
        std::ranges::all_of(delivery_key, plain))
        return std::string(delivery_key);
    return "msg_" + to_hex(digest(hash::sha256, delivery_key).substr(0, 16));
}

std::string seconds(timestamp when) {
    return std::to_string(
        std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count());
}

std::string signature(const std::vector<std::string>& keys, std::string_view id,
                      std::string_view when, std::string_view body) {
    std::string signed_text;
    signed_text.reserve(id.size() + when.size() + body.size() + 2);
    signed_text.append(id).append(".").append(when).append(".").append(body);
    std::string all;
    for (const std::string& key : keys)
        all.append(all.empty() ? "v1," : " v1,")
            .append(to_base64(hmac(hash::sha256, key, signed_text)));
    return all;
}

}  // namespace earshot::webhook
