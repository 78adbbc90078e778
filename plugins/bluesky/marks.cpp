#include "bluesky/marks.hpp"

#include <algorithm>

#include "bluesky/top_level_domains.hpp"
#include "earshot/short_text.hpp"

namespace earshot::bluesky {

namespace {

constexpr std::size_t longest_tag = 640;     // bytes, as app.bsky.richtext.facet has it
constexpr std::size_t longest_handle = 253;  // of a domain name

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool one_of(char c, std::string_view set) { return set.find(c) != set.npos; }

// Spaces that are more than a byte long: no-break, the typographic ones, ideographic.
std::size_t space_length(std::string_view text) {
    if (text.empty()) return 0;
    if (space(text.front())) return 1;
    if (text.starts_with("\xC2\xA0")) return 2;
    const bool typographic =
        text.size() > 2 && text.starts_with("\xE2\x80") &&
        (static_cast<unsigned char>(text[2]) <= 0x8B || text[2] == '\xA8' || text[2] == '\xA9');
    return typographic || text.starts_with("\xE3\x80\x80") ? 3 : 0;
}

std::size_t word_length(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && space_length(text.substr(end)) == 0) ++end;
    return end;
}

bool good_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return letter(c) || digit(c) || c == '-'; });
}

bool known_domain(std::string_view top) {
    const std::string name = lower_ascii(top);
    for (std::size_t i = 0; name.size() == 2 && i < country_domains.size(); i += 2)
        if (country_domains.substr(i, 2) == name) return true;
    return generic_domains.find(" " + name + " ") != generic_domains.npos;
}

// Two labels and more, the last of them no number.
bool domain(std::string_view name) {
    std::size_t labels = 0;
    std::string_view last;
    while (true) {
        const std::size_t dot = std::min(name.find('.'), name.size());
        last = name.substr(0, dot);
        if (!good_label(last)) return false;
        ++labels;
        if (dot == name.size()) break;
        name.remove_prefix(dot + 1);
    }
    return labels >= 2 && letter(last.front());
}

// Bytes of letters, digits, dots and hyphens, without what cannot end a name.
std::size_t name_length(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && (letter(text[end]) || digit(text[end]) || one_of(text[end], ".-")))
        ++end;
    while (end > 0 && one_of(text[end - 1], ".-")) --end;
    return end;
}

std::size_t without_end(std::string_view text, std::size_t end) {
    while (end > 0 && one_of(text[end - 1], ".,;:!?\"'")) --end;
    const std::string_view kept = text.substr(0, end);
    if (kept.ends_with(')') && kept.find('(') == kept.npos) --end;
    return end;
}

// Each finds its kind at the beginning of `text`; an empty value: it does not begin with one.
mark find_mention(std::string_view text) {
    mark made;
    if (!text.starts_with('@')) return made;
    const std::size_t length = name_length(text.substr(1));
    const std::string_view handle = text.substr(1, length);
    if (length > longest_handle || !domain(handle)) return made;
    made.kind = entity_kind::mention;
    made.end = 1 + length;
    made.value = lower_ascii(handle);
    return made;
}

mark find_link(std::string_view text) {
    mark made;
    const std::size_t word = word_length(text);
    const bool schemed = text.starts_with("https://") || text.starts_with("http://");
    if (schemed) {
        const std::size_t scheme = text.find("//") + 2;
        const std::size_t end = without_end(text, word);
        if (end <= scheme) return made;
        made.end = end;
        made.value = text.substr(0, end);
        return made;
    }
    const std::size_t host = name_length(text.substr(0, word));
    const std::string_view name = text.substr(0, host);
    const bool goes_on = host < word && !one_of(text[host], "/?#:.,;!)\"'");
    if (goes_on || name.empty() || !letter(name.front()) || !domain(name) ||
        !known_domain(name.substr(name.rfind('.') + 1)))
        return made;
    const bool path = host < word && one_of(text[host], "/?#");
    made.end = path ? without_end(text, word) : host;
    made.value = "https://" + std::string(text.substr(0, made.end));
    return made;
}

mark find_tag(std::string_view text) {
    mark made;
    if (!text.starts_with('#')) return made;
    std::size_t end = word_length(text);
    while (end > 1 && one_of(text[end - 1], ".,;:!?\"')]}")) --end;
    const std::string_view tag = text.substr(1, end - 1);
    if (tag.empty() || tag.size() > longest_tag || tag.starts_with('#') ||
        std::ranges::all_of(tag, digit) || digit(tag.front()))
        return made;
    made.kind = entity_kind::hashtag;
    made.end = end;
    made.value = tag;
    return made;
}

mark find_at_word(std::string_view text, bool bracketed) {
    if (mark made = find_mention(text); !made.value.empty()) return made;
    if (mark made = find_link(text); !made.value.empty()) return made;
    return bracketed ? mark() : find_tag(text);
}

}  // namespace

std::vector<mark> find_marks(std::string_view text) {
    std::vector<mark> found;
    bool bracketed = false;
    std::size_t at = 0;
    while (at < text.size()) {
        if (const std::size_t gap = space_length(text.substr(at)); gap > 0 || text[at] == '(') {
            bracketed = gap == 0;
            at += std::max<std::size_t>(gap, 1);
            continue;
        }
        mark made = find_at_word(text.substr(at), bracketed);
        if (!made.value.empty()) {
            made.begin += at;
            made.end += at;
            at = made.end;
            found.push_back(std::move(made));
        }
        const std::string_view rest = text.substr(at);
        at += std::min(word_length(rest), rest.find('('));
    }
    return found;
}

}  // namespace earshot::bluesky
