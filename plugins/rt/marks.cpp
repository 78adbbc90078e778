#include "rt/marks.hpp"

#include <algorithm>

#include "earshot/helpdesk.hpp"
#include "earshot/signature.hpp"

namespace earshot::rt {

namespace {

bool searchable(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/:._-@#~+=?&,;!").contains(c);
}

}  // namespace

std::string field_text(std::string_view case_key) {
    constexpr std::size_t longest = 200;
    const bool plain = std::ranges::all_of(case_key, searchable);
    return helpdesk::field_key(case_key, plain ? longest : 0);
}

std::string note_tag(std::string_view key) {
    return to_hex(digest(hash::sha256, key)).substr(0, 32);
}

std::string type_with_tag(std::string_view key) {
    return "text/plain; earshot-note=\"" + note_tag(key) + "\"";
}

bool carries(const attachment_record& part, const std::string& tag) {
    return part.headers.contains("earshot-note=\"" + tag) ||
           part.headers.contains("earshot-note=" + tag);
}

bool is_note(const attachment_record& part) { return part.headers.contains("earshot-note="); }

}  // namespace earshot::rt
