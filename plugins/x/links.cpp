#include "x/links.hpp"

#include <algorithm>

#include "earshot/short_text.hpp"
#include "x/host_name.hpp"
#include "x/link_bytes.hpp"

namespace earshot::x {

namespace {

constexpr std::size_t longest_short_path = 40;  // of X's own t.co

bool path_byte(char c) {
    return letter(c) || digit(c) || one_of(c, "!*';:=+,.$/%#[]-_~@|&") || european(c);
}

bool path_end(char c) { return letter(c) || digit(c) || one_of(c, "+-=_#/") || european(c); }

bool query_byte(char c) { return letter(c) || digit(c) || one_of(c, "!?*'@();:&=+$/%#[]-_.,~|"); }

bool query_end(char c) { return letter(c) || digit(c) || one_of(c, "-_&=#/"); }

// A closed pair of parentheses, one more within it at most; 0: none.
std::size_t parentheses(std::string_view text, int depth = 2) {
    std::size_t at = 1;
    while (at < text.size()) {
        if (text[at] == ')') return at + 1;
        const std::size_t inner =
            text[at] == '(' && depth > 1 ? parentheses(text.substr(at), 1) : 0;
        if (inner == 0 && !path_byte(text[at])) return 0;
        at += std::max<std::size_t>(inner, 1);
    }
    return 0;
}

std::size_t path_length(std::string_view text) {
    if (!text.starts_with('/')) return 0;
    std::size_t accepted = 1;
    std::size_t at = 1;
    while (at < text.size()) {
        const std::size_t pair = text[at] == '(' ? parentheses(text.substr(at)) : 0;
        if (pair == 0 && !path_byte(text[at])) break;
        at += std::max<std::size_t>(pair, 1);
        if (pair > 0 || path_end(text[at - 1])) accepted = at;
    }
    return accepted;
}

std::size_t query_length(std::string_view text) {
    if (!text.starts_with('?')) return 0;
    std::size_t accepted = 0;
    for (std::size_t at = 1; at < text.size() && query_byte(text[at]); ++at)
        if (query_end(text[at])) accepted = at + 1;
    return accepted;
}

std::size_t port_length(std::string_view text) {
    std::size_t end = 1;
    while (end < text.size() && digit(text[end])) ++end;
    return text.starts_with(':') && end > 1 ? end : 0;
}

// X's own short links have letters and digits only, and not too many.
std::size_t short_path_length(std::string_view text, bool& too_long) {
    std::size_t end = 1;
    while (end < text.size() && (letter(text[end]) || digit(text[end]))) ++end;
    too_long = end - 1 > longest_short_path;
    return text.starts_with('/') && end > 1 ? end : 0;
}

std::size_t scheme_length(std::string_view text) {
    for (const std::string_view scheme : {"http://", "https://"})
        if (lower_ascii(text.substr(0, scheme.size())) == scheme) return scheme.size();
    return 0;
}

bool may_begin(std::string_view text, std::size_t at, bool schemed) {
    if (at == 0) return true;
    const char before = text[at - 1];
    if (letter(before) || digit(before) || one_of(before, "@$#")) return false;
    // Fullwidth @ and #.
    const std::string_view wide = at >= 3 ? text.substr(at - 3, 3) : std::string_view();
    if (wide == "\xEF\xBC\xA0" || wide == "\xEF\xBC\x83") return false;
    return schemed || !one_of(before, "-_./");
}

// Bytes of the link that begins here; 0: none does.
std::size_t link_length(std::string_view text) {
    const std::size_t scheme = scheme_length(text);
    const std::string_view rest = text.substr(scheme);
    if (rest.empty() ||
        (scheme == 0 && !letter(rest.front()) && !digit(rest.front()) && !european(rest.front())))
        return 0;
    const std::size_t host = host_length(rest, scheme > 0);
    if (host == 0) return 0;
    std::size_t end = host;
    bool too_long = false;
    if (lower_ascii(rest.substr(0, host)) == "t.co") {
        end += short_path_length(rest.substr(end), too_long);
    } else {
        end += port_length(rest.substr(end));
        end += path_length(rest.substr(end));
    }
    end += query_length(rest.substr(end));
    return too_long || scheme + end > longest_link ? 0 : scheme + end;
}

}  // namespace

std::vector<link> find_links(std::string_view text) {
    std::vector<link> found;
    std::size_t at = 0;
    while (at < text.size()) {
        const bool inside = (byte(text[at]) & 0xC0) == 0x80;  // a code point
        const bool schemed = scheme_length(text.substr(at)) > 0;
        const bool begins = !inside && may_begin(text, at, schemed);
        const std::size_t length = begins ? link_length(text.substr(at)) : 0;
        if (length > 0) found.push_back({at, at + length});
        at += std::max<std::size_t>(length, 1);
    }
    return found;
}

std::string replace_links(std::string_view text, std::string_view mark) {
    std::string out;
    std::size_t at = 0;
    for (const link& one : find_links(text)) {
        out.append(text.substr(at, one.begin - at)).append(mark);
        at = one.end;
    }
    return out.append(text.substr(at));
}

}  // namespace earshot::x
