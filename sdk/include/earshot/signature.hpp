// Hashes, signatures and their encodings. Comparing is in constant time; nothing here allocates a
// key that outlives the call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot {

enum class hash : std::uint8_t { sha1, sha256 };

std::string digest(hash algorithm, std::string_view bytes);                      // raw bytes
std::string hmac(hash algorithm, std::string_view key, std::string_view bytes);  // raw bytes

std::string to_base64(std::string_view bytes);           // RFC 4648 section 4, padded
result<std::string> from_base64(std::string_view text);  // errors: invalid, also where unused
                                                         // bits are set: one text a value
std::string to_hex(std::string_view bytes);              // lower case
result<std::string> from_hex(std::string_view text);     // errors: invalid

// Takes as long for a wrong first byte as for a wrong last one. Lengths are not secret.
bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept;

// A name for a secret, which says nothing about it: the same for the same. For long random secrets,
// such as tokens; a password could be guessed from it.
std::string fingerprint(std::string_view secret);

// Everything but `A-Za-z0-9-._~` as upper-case %XX (RFC 3986 section 2.3).
std::string percent_encode(std::string_view text);

// How a sender proves who it is.
enum class webhook_proof : std::uint8_t {
    signature,      // of the text below
    shared_secret,  // the header holds the secret itself: Freshdesk, Telegram
    basic           // the secret is the password of HTTP Basic (RFC 7617)
};

enum class signed_text : std::uint8_t {
    body,                // X, Meta, Zammad, Redmine
    timestamp_body,      // Zendesk
    id_timestamp_body,   // Standard Webhooks: `id.timestamp.body`
    timestamp_dot_body,  // Chatwoot: `timestamp.body`
    v0_timestamp_body    // Slack: `v0:timestamp:body`
};

enum class signature_encoding : std::uint8_t { base64, hex };

// How a platform proves that a webhook request is its own. The host checks it; see webhooks in
// connector.hpp. A proof that is the secret itself is taken out before the request is stored; it
// does not keep anybody from sending a request twice.
struct signature_scheme {
    hash algorithm = hash::sha256;
    signed_text text = signed_text::body;
    signature_encoding encoding = signature_encoding::base64;
    std::string header;            // lower case; its value may hold several, separated by spaces
    std::string prefix;            // before the encoded signature, `sha256=`; before a shared
                                   // secret, `Bearer `
    std::string id_header;         // for id_timestamp_body
    std::string timestamp_header;  // seconds or RFC 3339; checked against `tolerance`
    duration tolerance{300'000};
    std::string secret_field;   // the settings field that names the key
    std::string secret_prefix;  // removed from the secret, the rest is base64: `whsec_`
    webhook_proof proof = webhook_proof::signature;
    std::string user;  // for basic; empty: any
};

}  // namespace earshot
