#include "redmine/note_text.hpp"

#include <algorithm>

#include "earshot/helpdesk/comment_text.hpp"

namespace earshot::redmine {

namespace {

using helpdesk::trimmed;

constexpr std::string_view blank = " \t\r\n";

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool begins_with(std::string_view text, std::string_view with) {
    return text.size() >= with.size() &&
           std::ranges::equal(text.substr(0, with.size()), with,
                              [](char a, char b) { return lowered(a) == lowered(b); });
}

std::string without_returns(std::string_view text) {
    std::string plain(text);
    std::erase(plain, '\r');
    return plain;
}

// `</pre` in a customer's words would end the preformatted text.
std::string defused(std::string_view text) {
    std::string safe;
    for (std::size_t i = 0; i < text.size(); ++i) {
        safe += text[i];
        if (begins_with(text.substr(i), "</pre")) safe += ' ';
    }
    return safe;
}

}  // namespace

std::string marked(std::string_view text, std::string_view key, bool verbatim) {
    const std::string body = verbatim ? "<pre>\n" + defused(text) + "\n</pre>" : std::string(text);
    return body + "\n\n" + helpdesk::mark_of(key);
}

bool bears(std::string_view notes, std::string_view mark) {
    while (!notes.empty()) {
        const std::size_t end = std::min(notes.find('\n'), notes.size());
        if (trimmed(notes.substr(0, end)) == mark) return true;
        notes.remove_prefix(std::min(end + 1, notes.size()));
    }
    return false;
}

std::optional<std::string> answer_in(std::string_view notes, const answer_rule& rule) {
    std::string_view text = trimmed(notes);
    const bool addressed = begins_with(text, rule.marker);
    if (!addressed && !rule.every_public_note) return std::nullopt;
    if (addressed) {
        text.remove_prefix(rule.marker.size());
        // `@customers` is another word.
        const bool whole = text.empty() || blank.contains(text.front()) || text.front() == ':';
        if (!whole)
            return rule.every_public_note ? std::optional(without_returns(trimmed(notes)))
                                          : std::nullopt;
        if (text.starts_with(':')) text.remove_prefix(1);
        text = trimmed(text);
    }
    if (text.empty()) return std::nullopt;
    return without_returns(text);
}

}  // namespace earshot::redmine
