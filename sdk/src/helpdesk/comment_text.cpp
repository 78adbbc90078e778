#include "earshot/helpdesk/comment_text.hpp"

#include "earshot/signature.hpp"

namespace earshot::helpdesk {

namespace {

constexpr std::string_view mark_begin = "[earshot ";
constexpr std::size_t mark_digits = 24;
constexpr std::string_view blank = " \t\r\n";

std::string without_returns(std::string_view text) {
    std::string plain(text);
    std::erase(plain, '\r');
    return plain;
}

}  // namespace

std::string mark_of(std::string_view key) {
    return std::string(mark_begin) + to_hex(digest(hash::sha256, key)).substr(0, mark_digits) + "]";
}

std::string as_html(std::string_view text, std::string_view key) {
    std::string made = "<p>";
    for (const char c : text) switch (c) {
            case '<': made += "&lt;"; break;
            case '>': made += "&gt;"; break;
            case '&': made += "&amp;"; break;
            case '"': made += "&quot;"; break;
            case '\n': made += "<br>"; break;
            // Some helpdesks fill {{placeholders}} in.
            case '{': made += "&#123;"; break;
            case '}': made += "&#125;"; break;
            case '\r': break;
            default: made += c;
        }
    return made + "</p><p>" + mark_of(key) + "</p>";
}

bool is_ours(std::string_view words) {
    words = trimmed(words);
    const std::string_view line = trimmed(words.substr(words.rfind('\n') + 1));
    return line.size() == mark_begin.size() + mark_digits + 1 && line.starts_with(mark_begin) &&
           line.ends_with(']');
}

std::string read_words(std::string_view html, std::string_view plain, const text& reader) {
    const std::string words =
        html.empty() ? without_returns(plain) : without_returns(reader.html_to_text(html));
    return std::string(trimmed(words));
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blank);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

bool surely_plain(std::string_view words) {
    return words.find_first_of("<>&") == std::string_view::npos;
}

std::string tag_of(std::string_view kind, std::string_view word) {
    std::string made = std::string(kind) + "_";
    for (const char c : word) {
        if (c >= 'A' && c <= 'Z')
            made += static_cast<char>(c + 32);
        else
            made += blank.contains(c) || c == ',' ? '_' : c;
    }
    return made;
}

}  // namespace earshot::helpdesk
