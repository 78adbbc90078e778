#include "base/config_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/config_suggest.hpp"
#include "earshot/time.hpp"

namespace earshot::base {

namespace {

constexpr std::size_t quoted_length = 60;

// As it stands in a message: not longer than a line has room for.
std::string quoted(std::string_view text) {
    if (text.size() <= quoted_length) return "'" + std::string(text) + "'";
    std::size_t end = quoted_length;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return "'" + std::string(text.substr(0, end)) + "...'";
}

std::unexpected<std::string> wrong(std::string why) { return std::unexpected(std::move(why)); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_of(std::string_view text, std::string_view punctuation) {
    return std::ranges::all_of(text, [&](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               punctuation.find(c) != punctuation.npos;
    });
}

read_result<std::int64_t> read_integer(std::string_view text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    if (problem == std::errc::result_out_of_range)
        return wrong(quoted(text) + " is too large; write a number of at most 18 digits");
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    if (problem != std::errc{} || stop != end || (digits.size() > 1 && digits.front() == '0'))
        return wrong(quoted(text) +
                     " is not a whole number; write decimal digits only, without leading zeros");
    return value;
}

read_result<bool> read_boolean(std::string_view text) {
    if (text == "true") return true;
    if (text == "false") return false;
    return wrong(quoted(text) + " is neither true nor false; write true or false");
}

read_result<duration> read_duration(std::string_view text) {
    if (const auto length = parse_duration(text)) return *length;
    return wrong(
        quoted(text) +
        " is not a duration; write a whole number and a unit, such as 250ms, 30s, 15m, 24h "
        "or 7d");
}

bool good_port(std::string_view port) {
    unsigned number = 0;
    const auto [stop, problem] = std::from_chars(port.data(), port.data() + port.size(), number);
    return problem == std::errc{} && stop == port.data() + port.size() && number >= 1 &&
           number <= 65'535;
}

// RFC 3986 section 3.2.2, without percent-encoded names: no server is called so.
bool good_host(std::string_view host) {
    if (host.starts_with('['))
        return host.size() > 3 && host.ends_with(']') &&
               all_of(host.substr(1, host.size() - 2), ":.");
    return !host.empty() && all_of(host, "-._");
}

bool good_authority(std::string_view authority) {
    const std::size_t bracket = authority.find(']');
    const std::size_t colon = authority.find(':', bracket == authority.npos ? 0 : bracket);
    if (colon == authority.npos) return good_host(authority);
    return good_host(authority.substr(0, colon)) && good_port(authority.substr(colon + 1));
}

// Userinfo is refused before anything is quoted: it usually is a password.
read_result<std::string> read_url(std::string_view text) {
    std::string_view rest = text;
    if (rest.starts_with("https://"))
        rest.remove_prefix(8);
    else if (rest.starts_with("http://"))
        rest.remove_prefix(7);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.find('@') != authority.npos)
        return wrong("an address with a user name or password in it; remove the part before '@'");
    const bool printable =
        std::ranges::none_of(text, [](char c) { return c <= 0x20 || c == 0x7f; });
    if (rest.size() == text.size() || !printable || !good_authority(authority))
        return wrong(quoted(text) +
                     " is not an absolute address; write http:// or https://, a host and a path");
    return std::string(text);
}

read_result<std::string> read_path(std::string_view text) {
    if (text.starts_with('/')) return std::string(text);
    return wrong(quoted(text) +
                 " is not an absolute path; write it from the root, beginning with /");
}

read_result<std::string> read_secret(std::string_view text) {
    const bool file = text.starts_with("file:/");
    const std::string_view name = text.starts_with("credential:") ? text.substr(11) : "";
    const bool credential = !name.empty() && !name.starts_with('.') && all_of(name, "-._");
    if (file || credential) return std::string(text);
    return wrong(
        "this takes the name of a secret, never the secret itself; write credential:NAME or "
        "file:/absolute/path, and change the secret if this was it");
}

read_result<std::string> read_choice(std::string_view text, const char* choices) {
    const auto known = split_list(choices ? choices : "");
    if (std::ranges::find(known, text) != known.end()) return std::string(text);
    return wrong(quoted(text) + " is not one of its values; " + suggestion(text, known));
}

struct size_unit {
    std::string_view name;
    std::int64_t bytes;
};

constexpr std::array size_units{size_unit{"GiB", 1LL << 30}, size_unit{"MiB", 1LL << 20},
                                size_unit{"KiB", 1LL << 10}, size_unit{"B", 1}};

}  // namespace

read_result<std::int64_t> parse_size(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view name(end, text.data() + text.size());
    for (const size_unit& unit : size_units)
        if (problem == std::errc{} && count >= 0 && name == unit.name &&
            count <= INT64_MAX / unit.bytes)
            return count * unit.bytes;
    return wrong(
        quoted(text) +
        " is not a size; write a whole number and a unit, such as 512B, 64KiB, 10MiB or 1GiB");
}

std::string format_size(std::int64_t bytes) {
    for (const size_unit& unit : size_units)
        if (bytes != 0 && bytes % unit.bytes == 0)
            return std::to_string(bytes / unit.bytes).append(unit.name);
    return "0B";
}

std::vector<std::string_view> split_list(std::string_view comma_separated) {
    std::vector<std::string_view> parts;
    while (!comma_separated.empty()) {
        const std::size_t comma = std::min(comma_separated.find(','), comma_separated.size());
        std::string_view part = comma_separated.substr(0, comma);
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        if (!part.empty()) parts.push_back(part);
        comma_separated.remove_prefix(std::min(comma + 1, comma_separated.size()));
    }
    return parts;
}

read_result<settings::value> read_value(const field& about, std::string_view text) {
    switch (about.type) {
        case field_type::text: return std::string(text);
        case field_type::integer: return read_integer(text);
        case field_type::boolean: return read_boolean(text);
        case field_type::duration: return read_duration(text);
        case field_type::size: return parse_size(text);
        case field_type::url: return read_url(text);
        case field_type::path: return read_path(text);
        case field_type::secret: return read_secret(text);
        case field_type::choice: return read_choice(text, about.choices);
        case field_type::text_list: break;
    }
    return wrong("expects a list");
}

read_result<settings::value> read_fallback(const field& about) {
    std::string_view text = about.fallback;
    if (about.type != field_type::text_list) return read_value(about, text);
    if (!text.starts_with('[') || !text.ends_with(']'))
        return wrong(quoted(text) + " is not a list; write [a, b]");
    std::vector<std::string> items;
    for (const std::string_view item : split_list(text.substr(1, text.size() - 2)))
        items.emplace_back(item);
    return items;
}

std::string_view to_string(field_type type) noexcept {
    switch (type) {
        case field_type::text: return "text";
        case field_type::integer: return "integer";
        case field_type::boolean: return "boolean";
        case field_type::duration: return "duration";
        case field_type::size: return "size";
        case field_type::url: return "url";
        case field_type::path: return "path";
        case field_type::secret: return "secret";
        case field_type::text_list: return "text_list";
        case field_type::choice: return "choice";
    }
    return "unknown";
}

}  // namespace earshot::base
