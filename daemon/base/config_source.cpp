#include "base/config_source.hpp"

#include <algorithm>

namespace earshot::base {

namespace {

constexpr std::size_t shown_lines = 20;  // of a file that is no text: a picture has thousands

// Length of the well-formed UTF-8 sequence in front (Unicode table 3-7), 0: none.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto within = [&](std::size_t i, unsigned low, unsigned high) {
        return byte(i) >= low && byte(i) <= high;
    };
    const auto tail = [&](std::size_t i) { return within(i, 0x80, 0xbf); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const bool second = within(1, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf);
        return second && tail(2) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const bool second = within(1, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf);
        return second && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

// What is wrong with the character in front; empty: nothing.
std::string_view offence(std::string_view rest, std::size_t length) {
    const auto byte = static_cast<unsigned char>(rest.front());
    if (length == 0) return "not valid UTF-8; save the file as UTF-8";
    const bool line_end = byte == '\r' && rest.size() == 1;
    if ((byte < 0x20 && byte != '\t' && !line_end) || byte == 0x7f)
        return "a control character; remove it, or write it as an escape in double quotes";
    return {};
}

struct finding {
    std::size_t column = 0;
    std::string_view why;
};

finding check_characters(std::string_view line) {
    for (std::size_t i = 0; i < line.size();) {
        const std::size_t length = sequence_length(line.substr(i));
        if (const auto why = offence(line.substr(i), length); !why.empty()) return {i, why};
        i += length;
    }
    return {};
}

// A tab in front of something. What is only white space, or a comment, indents nothing.
finding check_indentation(std::string_view line) {
    const std::size_t tab = line.find_first_not_of(' ');
    const std::size_t content = line.find_first_not_of(" \t\r");
    if (content == line.npos || line[content] == '#' || tab == content) return {};
    return {tab, "a tab in the indentation; use spaces"};
}

// YAML 1.2 sections 7.3.1 and 7.3.2; `text` begins behind the opening quote.
bool closes(std::string_view text, char quote) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\')
            ++i;
        else if (text[i] == quote && quote == '\'' && text.substr(i + 1).starts_with(quote))
            ++i;
        else if (text[i] == quote)
            return true;
    }
    return false;
}

int code_points(std::string_view text) {
    const auto leads = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<int>(std::ranges::count_if(text, leads));
}

}  // namespace

config_source::config_source(const std::string& file, std::string_view bytes)
    : file_(std::make_shared<const std::string>(file)), bytes_(bytes), starts_{0} {
    if (bytes_.starts_with("\xef\xbb\xbf")) bytes_.remove_prefix(3);
    for (std::size_t i = 0; i < bytes_.size(); ++i)
        if (bytes_[i] == '\n') starts_.push_back(i + 1);
}

std::string_view config_source::line(std::size_t index) const {
    const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : bytes_.size();
    return bytes_.substr(starts_[index], end - starts_[index]);
}

config_mark config_source::at(int line_number, int column) const {
    const bool inside = line_number >= 0 && static_cast<std::size_t>(line_number) < starts_.size();
    const std::size_t index = inside ? static_cast<std::size_t>(line_number) : starts_.size() - 1;
    const std::string_view text = line(index);
    const bool on_line = inside && column >= 0;
    const std::string_view before =
        on_line ? text.substr(0, static_cast<std::size_t>(column)) : text;
    return {file_, static_cast<int>(index) + 1, code_points(before) + 1};
}

bool config_source::quote_closes(int line_number, int column) const {
    if (line_number < 0 || static_cast<std::size_t>(line_number) >= starts_.size()) return true;
    const std::size_t start = starts_[static_cast<std::size_t>(line_number)];
    const std::string_view rest = bytes_.substr(start).substr(
        std::min(static_cast<std::size_t>(std::max(column, 0)), bytes_.size() - start));
    if (!rest.starts_with('\'') && !rest.starts_with('"')) return true;
    return closes(rest.substr(1), rest.front());
}

bool config_source::readable(config_problems& problems) const {
    const std::size_t before = problems.size();
    for (std::size_t i = 0; i < starts_.size(); ++i) {
        if (problems.size() - before == shown_lines) break;
        finding found = check_characters(line(i));
        if (found.why.empty()) found = check_indentation(line(i));
        if (!found.why.empty())
            problems.add(at(static_cast<int>(i), static_cast<int>(found.column)), found.why);
    }
    return problems.size() == before;
}

}  // namespace earshot::base
