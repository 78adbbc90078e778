#include "text/text_service.hpp"

#include "text/html.hpp"
#include "text/unicode.hpp"

namespace earshot::texts {

bool text_service::valid_utf8(std::string_view text) const { return texts::valid_utf8(text); }

// A plugin may ask about bytes that it has not checked.
std::string text_service::nfc(std::string_view text) const {
    return texts::valid_utf8(text) ? texts::nfc(text) : texts::nfc(repair_utf8(text));
}

std::vector<grapheme> text_service::graphemes(std::string_view text) const {
    return texts::graphemes(text);
}

std::string text_service::html_to_text(std::string_view html) const {
    return texts::html_to_text(html);
}

}  // namespace earshot::texts
