#include "rt/answer_parts.hpp"

#include <algorithm>

#include "earshot/short_text.hpp"

namespace earshot::rt {

namespace {

constexpr std::size_t longest_description = 200;

// What cameras, telephones and programs call pictures, beside their numbers.
constexpr std::string_view idle_words =
    " android at attachment bild bildschirmfoto burst camera capture clip copy cover download dsc "
    "dscf dscn edited file foto from hdr image img imgp inline ios iphone mp mvimg night pano "
    "pasted photo pic pict picture portrait pxl scan scanned schermafbeelding screen screenshot "
    "shot signal snapshot telegram um unbenannt unnamed untitled wa whatsapp wp ";

bool digit(char c) { return c >= '0' && c <= '9'; }

bool says_something(std::string_view word) {
    return word.size() > 1 && std::ranges::none_of(word, digit) &&
           !idle_words.contains(" " + lower_ascii(word) + " ");
}

// As programs name files by chance: `3f2504e0-4f89-41d3-9a0c-0305e82c3301`.
bool drawn(std::string_view stem) {
    return std::ranges::any_of(stem, digit) &&
           stem.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos;
}

std::vector<std::string_view> words_of(std::string_view stem) {
    constexpr std::string_view between = " \t_-.,()[]";
    std::vector<std::string_view> out;
    while (true) {
        const auto start = stem.find_first_not_of(between);
        if (start == std::string_view::npos) return out;
        stem.remove_prefix(start);
        const auto end = std::min(stem.find_first_of(between), stem.size());
        out.push_back(stem.substr(0, end));
        stem.remove_prefix(end);
    }
}

bool has_header(std::string_view headers, std::string_view name) {
    const std::string lower = "\n" + lower_ascii(headers);
    return lower.contains("\n" + std::string(name) + ":");
}

bool publishable(const attachment_record& one) {
    const std::string type = lower_ascii(one.type);
    return (type == "image/jpeg" || type == "image/png" || type == "image/webp") &&
           !has_header(one.headers, "content-id") && id_number(one.id) != 0;
}

}  // namespace

answer_parts parts_of(const std::vector<attachment_record>& listed) {
    answer_parts out;
    bool behind_a_mail = false;  // perhaps within it: RT lists a whole before its parts
    for (const attachment_record& one : listed) {
        behind_a_mail = behind_a_mail || one.type.starts_with("message/");
        if (publishable(one) && !behind_a_mail)
            out.pictures.push_back(
                {one.id, lower_ascii(one.type), description_in(one.file), one.size});
        else if (!one.file.empty())
            out.files.push_back(one.file);
        else if (one.type == "text/plain" && !out.plain)
            out.plain = one;
        else if (one.type == "text/html" && !out.html)
            out.html = one;
    }
    return out;
}

std::string description_in(std::string_view file) {
    const std::string_view stem = file.substr(0, file.rfind('.'));
    const auto words = words_of(stem);
    if (drawn(stem) || std::ranges::none_of(words, says_something)) return {};
    std::string out;
    for (const char c : stem) out += c == '_' || c == '-' ? ' ' : c;
    out = one_line(std::move(out), longest_description);
    const auto adjacent =
        std::ranges::unique(out, [](char a, char b) { return a == ' ' && b == ' '; });
    out.erase(adjacent.begin(), adjacent.end());
    const auto start = out.find_first_not_of(' ');
    return start == std::string::npos ? std::string()
                                      : out.substr(start, out.find_last_not_of(' ') - start + 1);
}

}  // namespace earshot::rt
