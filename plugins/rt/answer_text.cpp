#include "rt/answer_text.hpp"

#include <algorithm>
#include <vector>

#include "earshot/helpdesk/comment_text.hpp"

namespace earshot::rt {

namespace {

// Stands where a quotation of HTML was. A private character, so that nobody wrote it.
constexpr std::string_view html_quote = "\xEE\x80\x80";

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        out.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return out;
}

bool blank(std::string_view line) {
    return line.find_first_not_of(" \t") == std::string_view::npos;
}
bool quoted(std::string_view line) { return line.starts_with('>') || line.contains(html_quote); }

// In RT's languages the line ends with a colon and the quotation follows at once, so the colon and
// a time in it are what counts, not `wrote`.
bool announces(std::string_view line) {
    const auto end = line.find_last_not_of(" \t");
    return end != std::string_view::npos && line[end] == ':' &&
           line.find_first_of("0123456789") != std::string_view::npos;
}

bool announces_at(const std::vector<std::string_view>& lines, std::size_t at) {
    if (!announces(lines[at])) return false;
    std::size_t next = at + 1;
    while (next < lines.size() && blank(lines[next])) ++next;
    return next < lines.size() && quoted(lines[next]);
}

}  // namespace

std::string own_words(std::string_view text) {
    const auto lines = lines_of(text);
    std::string out;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        if (lines[at] == "-- ") break;
        if (announces_at(lines, at)) {
            while (at + 1 < lines.size() && (blank(lines[at + 1]) || quoted(lines[at + 1]))) ++at;
            continue;
        }
        if (!lines[at].contains(html_quote)) out.append(lines[at]).append("\n");
    }
    return std::string(helpdesk::trimmed(out));
}

std::string without_quotations(std::string_view html) {
    constexpr std::string_view opening = "<blockquote";
    constexpr std::string_view closing = "</blockquote";
    std::string lower(html);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    std::string out;
    std::size_t depth = 0;
    for (std::size_t at = 0; at < html.size();) {
        const bool opens = lower.compare(at, opening.size(), opening) == 0;
        const bool closes = lower.compare(at, closing.size(), closing) == 0;
        if (!opens && !closes) {
            if (depth == 0) out += html[at];
            ++at;
            continue;
        }
        if (opens && depth++ == 0) out.append("<p>\n").append(html_quote).append("\n</p>");
        if (closes && depth > 0) --depth;
        at = std::min(lower.find('>', at), html.size() - 1) + 1;
    }
    return out;
}

std::string words_in_html(std::string_view html, const text& unicode) {
    return own_words(unicode.html_to_text(without_quotations(html)));
}

}  // namespace earshot::rt
