#include "x/oauth1.hpp"

#include <algorithm>

#include "earshot/signature.hpp"

namespace earshot::x {

namespace {

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? from_hex(text.substr(i + 1, 2)) : result<std::string>();
        if (text[i] != '%' || !byte || byte->empty()) {
            out += text[i];
            continue;
        }
        out += *byte;
        i += 2;
    }
    return out;
}

parameters protocol_parameters(const oauth1_keys& keys, const oauth1_moment& at) {
    return {{"oauth_consumer_key", keys.consumer_key},
            {"oauth_nonce", at.nonce},
            {"oauth_signature_method", "HMAC-SHA1"},
            {"oauth_timestamp", std::to_string(at.timestamp)},
            {"oauth_token", keys.token},
            {"oauth_version", "1.0"}};
}

// Encoded, sorted, joined: RFC 5849 section 3.4.1.3.2.
std::string normalized(const parameters& all) {
    parameters encoded;
    for (const auto& [name, value] : all)
        encoded.emplace_back(percent_encode(name), percent_encode(value));
    std::ranges::sort(encoded);
    std::string out;
    for (const auto& [name, value] : encoded)
        out.append(out.empty() ? "" : "&").append(name).append("=").append(value);
    return out;
}

}  // namespace

parameters read_query(std::string_view query) {
    parameters found;
    while (!query.empty()) {
        const std::string_view one = query.substr(0, query.find('&'));
        const std::size_t equals = std::min(one.find('='), one.size());
        if (!one.empty())
            found.emplace_back(percent_decode(one.substr(0, equals)),
                               percent_decode(one.substr(std::min(equals + 1, one.size()))));
        query.remove_prefix(std::min(one.size() + 1, query.size()));
    }
    return found;
}

std::string oauth1_signature(const oauth1_keys& keys, const oauth1_moment& at,
                             std::string_view method, std::string_view url,
                             const parameters& form) {
    const std::size_t mark = std::min(url.find('?'), url.size());
    parameters all = read_query(url.substr(std::min(mark + 1, url.size())));
    for (const parameters& more : {protocol_parameters(keys, at), form})
        all.insert(all.end(), more.begin(), more.end());
    const std::string base = std::string(method) + "&" + percent_encode(url.substr(0, mark)) + "&" +
                             percent_encode(normalized(all));
    const std::string key =
        percent_encode(keys.consumer_secret) + "&" + percent_encode(keys.token_secret);
    return to_base64(hmac(hash::sha1, key, base));
}

std::string oauth1_header(const oauth1_keys& keys, const oauth1_moment& at, std::string_view method,
                          std::string_view url, const parameters& form) {
    parameters shown = protocol_parameters(keys, at);
    shown.emplace_back("oauth_signature", oauth1_signature(keys, at, method, url, form));
    std::ranges::sort(shown);
    std::string out = "OAuth ";
    for (const auto& [name, value] : shown) {
        if (!out.ends_with(' ')) out += ", ";
        out += percent_encode(name) + "=\"" + percent_encode(value) + "\"";
    }
    return out;
}

}  // namespace earshot::x
