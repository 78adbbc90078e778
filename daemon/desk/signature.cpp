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

void fill_in(std::string& text, std::string_view field, std::string_view value) {
    for (std::size_t at = text.find(field); at != text.npos; at = text.find(field, at))
        text.replace(at, field.size(), value), at += value.size();
}

}  // namespace

std::string signed_text(std::string text, std::string signature, std::string_view author) {
    fill_in(signature, "{initials}", initials_of(author));
    fill_in(signature, "{name}", author);
    if (!text.ends_with(signature)) text += signature;
    return text;
}

}  // namespace earshot::desk
