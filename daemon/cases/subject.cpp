#include "cases/subject.hpp"

#include "cases/private_numbers.hpp"
#include "text/shown_text.hpp"
#include "text/unicode.hpp"

namespace earshot::cases {

namespace {

constexpr std::size_t searched = 2'048;  // bytes: more than enough for one line

bool is_space(std::string_view grapheme) {
    return grapheme == " " || grapheme == "\n" || grapheme == "\r\n" || grapheme == "\t" ||
           grapheme == "\u00A0" || grapheme == "\u3000" || grapheme == "\r";
}

// Without line breaks and without the handles that an answer begins with.
std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = static_cast<unsigned char>(c) <= ' ';
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    std::size_t begin = 0;
    while (begin < out.size() && out[begin] == '@') {
        const std::size_t space = out.find(' ', begin);
        if (space == out.npos || space + 1 >= out.size()) break;
        begin = space + 1;
    }
    return out.substr(begin);
}

// Whole characters, and where possible whole words.
std::string shortened(const std::string& line, std::size_t limit) {
    if (texts::code_points(line) <= limit) return line;
    std::string out;
    std::size_t taken = 0, last_space = 0;
    for (const grapheme& one : texts::graphemes(line)) {
        taken += texts::code_points(one.bytes);
        if (taken >= limit) break;
        if (is_space(one.bytes)) last_space = out.size();
        out += one.bytes;
    }
    if (last_space > out.size() * 2 / 3) out.resize(last_space);
    return out + "\u2026";
}

std::string opening(const message& item) {
    if (item.kind == message_kind::deletion) return "(deleted)";
    const std::string line = one_line(masked(texts::cut(texts::shown_text(item), searched)));
    if (!line.empty() && line != " ") return line;
    if (item.attachments.empty()) return "(no text)";
    const std::string& type = item.attachments.front().media_type;
    return "(" + (type.empty() ? std::string("attachment") : type.substr(0, 40)) + ")";
}

}  // namespace

std::string subject_of(const message& item) {
    std::string line = opening(item);
    if (item.stars) line = "[" + std::to_string(*item.stars) + "/5] " + line;
    return shortened(line, max_subject);
}

}  // namespace earshot::cases
