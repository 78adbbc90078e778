#include "net/signature_check.hpp"

#include <charconv>
#include <optional>

#include "earshot/short_text.hpp"

namespace earshot::net {

namespace {

constexpr int max_signatures = 16;

auto refused(std::string code, std::string why) {
    return fail(error_kind::unauthorized, "signature." + std::move(code), std::move(why));
}

auto malformed(std::string code, std::string why) {
    return fail(error_kind::invalid, "signature." + std::move(code), std::move(why));
}

result<std::string_view> value_of(const header_list& headers, const std::string& name) {
    for (const auto& [header, value] : headers)
        if (header == name && !value.empty()) return value;
    return refused("missing", "the request has no header " + name);
}

// Seconds since 1970, as most write it, or RFC 3339, as Zendesk does.
result<timestamp> time_of(std::string_view text) {
    std::int64_t seconds = 0;
    const char* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, seconds);
    constexpr std::int64_t year_3000 = 32'503'680'000;
    if (problem == std::errc{} && stop == end && seconds >= 0 && seconds < year_3000)
        return timestamp(std::chrono::seconds(seconds));
    if (result<timestamp> date = parse_rfc3339(text)) return date;
    return malformed("timestamp", "the request's timestamp is not a time");
}

result<void> check_age(std::string_view stamp, duration tolerance, timestamp now) {
    const result<timestamp> sent = time_of(stamp);
    if (!sent) return std::unexpected(sent.error());
    const duration age = now - *sent;
    if (age > tolerance || age < -tolerance)
        return refused("expired", "the request was signed at " + format_rfc3339(*sent) +
                                      ", more than " + format_duration(tolerance) +
                                      " from now: a replay, or a clock that is wrong");
    return {};
}

result<std::string> key_of(const signature_scheme& scheme, std::string_view secret) {
    if (secret.empty()) return refused("secret", "the secret to check with is empty");
    if (scheme.secret_prefix.empty()) return std::string(secret);
    if (secret.starts_with(scheme.secret_prefix)) secret.remove_prefix(scheme.secret_prefix.size());
    result<std::string> key = from_base64(secret);
    if (!key || key->empty())
        return refused("secret", "the configured secret is not `" + scheme.secret_prefix +
                                     "` and base64 after it");
    return key;
}

result<std::string> decoded(signature_encoding encoding, std::string_view text) {
    return encoding == signature_encoding::hex ? from_hex(text) : from_base64(text);
}

bool any_matches(const signature_scheme& scheme, std::string_view given, std::string_view wanted) {
    for (int i = 0; i < max_signatures && !given.empty(); ++i) {
        const std::size_t space = given.find(' ');
        std::string_view one = given.substr(0, space);
        given.remove_prefix(space == given.npos ? given.size() : space + 1);
        if (!one.starts_with(scheme.prefix)) continue;  // of another version
        one.remove_prefix(scheme.prefix.size());
        const result<std::string> signature = decoded(scheme.encoding, one);
        if (signature && equal_in_constant_time(*signature, wanted)) return true;
    }
    return false;
}

result<std::string> id_and(std::string_view stamp, const signature_scheme& scheme,
                           const header_list& headers) {
    const result<std::string_view> id = value_of(headers, scheme.id_header);
    if (!id) return std::unexpected(id.error());
    // With a dot in it, one signed text could be taken apart in two ways.
    if (id->contains('.')) return malformed("id", "the request's id contains a dot");
    return std::string(*id).append(".").append(stamp).append(".");
}

// What stands before the body in the signed text.
result<std::string> signed_prefix(const signature_scheme& scheme, const header_list& headers,
                                  std::string_view stamp) {
    switch (scheme.text) {
        case signed_text::body: return std::string();
        case signed_text::timestamp_body: return std::string(stamp);
        case signed_text::timestamp_dot_body: return std::string(stamp).append(".");
        case signed_text::v0_timestamp_body: return std::string("v0:").append(stamp).append(":");
        case signed_text::id_timestamp_body: return id_and(stamp, scheme, headers);
    }
    return malformed("scheme", "this signature scheme signs nothing that is known");
}

result<std::string_view> checked_stamp(const signature_scheme& scheme, const header_list& headers,
                                       timestamp now) {
    if (scheme.timestamp_header.empty() && scheme.text != signed_text::body)
        return malformed("scheme", "this signature scheme names no timestamp header");
    if (scheme.timestamp_header.empty()) return std::string_view();
    const result<std::string_view> stamp = value_of(headers, scheme.timestamp_header);
    if (!stamp) return stamp;
    if (const auto fresh = check_age(*stamp, scheme.tolerance, now); !fresh)
        return std::unexpected(fresh.error());
    return stamp;
}

result<void> check_signed(const signature_scheme& scheme, const header_list& headers,
                          std::string_view given, std::string_view body, std::string_view secret,
                          timestamp now) {
    const auto stamp = checked_stamp(scheme, headers, now);
    if (!stamp) return std::unexpected(stamp.error());
    result<std::string> text = signed_prefix(scheme, headers, *stamp);
    if (!text) return std::unexpected(text.error());
    const result<std::string> key = key_of(scheme, secret);
    if (!key) return std::unexpected(key.error());
    const std::string wanted = hmac(scheme.algorithm, *key, text->append(body));
    if (any_matches(scheme, given, wanted)) return {};
    return refused("mismatch", "no signature in header " + scheme.header +
                                   " fits the body: another secret, or a body changed on the way");
}

result<void> check_shared(const signature_scheme& scheme, std::string_view given,
                          std::string_view secret) {
    const bool prefixed = given.starts_with(scheme.prefix);
    if (prefixed) given.remove_prefix(scheme.prefix.size());
    if (prefixed && equal_in_constant_time(given, secret)) return {};
    return refused("mismatch", "header " + scheme.header + " holds another secret");
}

// The scheme's name is the same in any case; the user's name ends at the first colon.
result<void> check_basic(const signature_scheme& scheme, std::string_view given,
                         std::string_view secret) {
    const auto wrong = [&] {
        return refused("mismatch", "header " + scheme.header +
                                       " holds no HTTP Basic credentials, or others than ours");
    };
    constexpr std::string_view basic = "basic ";
    if (lower_ascii(given.substr(0, basic.size())) != basic) return wrong();
    const result<std::string> pair = from_base64(given.substr(basic.size()));
    const std::size_t colon = pair ? pair->find(':') : std::string::npos;
    if (colon == std::string::npos) return wrong();
    const auto user = std::string_view(*pair).substr(0, colon);
    const bool known = scheme.user.empty() || equal_in_constant_time(user, scheme.user);
    const bool right = equal_in_constant_time(std::string_view(*pair).substr(colon + 1), secret);
    if (!known || !right) return wrong();
    return {};
}

}  // namespace

result<void> check_signature(const signature_scheme& scheme, const header_list& headers,
                             std::string_view body, std::string_view secret, timestamp now) {
    if (scheme.header.empty()) return malformed("scheme", "this route names no signature header");
    const auto given = value_of(headers, scheme.header);
    if (!given) return std::unexpected(given.error());
    if (scheme.proof == webhook_proof::signature)
        return check_signed(scheme, headers, *given, body, secret, now);
    if (secret.empty()) return refused("secret", "the secret to check with is empty");
    return scheme.proof == webhook_proof::basic ? check_basic(scheme, *given, secret)
                                                : check_shared(scheme, *given, secret);
}

}  // namespace earshot::net
