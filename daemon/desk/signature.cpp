#include "desk/signature.hpp"

namespace earshot::desk {

namespace {

std::string initials_of(std::string_view name) {
    std::string out;
    bool begins = true;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool space = name[i] == ' ' || name[i] == '.' || name[i] == '@';
        if (name[i] == '@') break;  // of an e-mail address: what stands before it
        if (begins && !space) {
            out += name[i];
            while (i + 1 < name.size() && (static_cast<unsigned char>(name[i + 1]) & 0xC0) == 0x80)
                out += name[++i];
        }
        begins = space;
    }
    return out;
}

// `Kari Nordmann` of `Kari Nordmann (uid 1000)`: what is in brackets behind the name is for the
// record, as is what has no name before it.
std::string_view person_in(std::string_view author) {
    return author.substr(0, author.starts_with('(') ? 0 : author.find(" ("));
}

void fill_in(std::string& text, std::string_view field, std::string_view value) {
    for (std::size_t at = text.find(field); at != text.npos; at = text.find(field, at))
        text.replace(at, field.size(), value), at += value.size();
}

}  // namespace

std::string signed_text(std::string text, std::string signature, std::string_view author) {
    const std::string_view person = person_in(author);
    if (person.empty()) return text;
    fill_in(signature, "{initials}", initials_of(person));
    fill_in(signature, "{name}", person);
    if (!text.ends_with(signature)) text += signature;
    return text;
}

}  // namespace earshot::desk
