// Character references of HTML: `&eacute;`, `&#8364;`, `&#x20AC;`.
#pragma once

#include <optional>
#include <string_view>

namespace earshot::texts {

struct reference {
    char32_t code_point = 0;
    std::size_t length = 0;  // in bytes, from `&` to `;`
};

// Which names are known: those of HTML 4, or only the five of XML.
enum class reference_names : bool { xml, html };

// The reference that `text` begins with, `&` first. Nothing: it is an ampersand like any other.
// Numbers that stand for no character give U+FFFD, those of Windows-1252 what was meant (WHATWG
// HTML, 13.2.5.80).
std::optional<reference> front_reference(std::string_view text, reference_names names);

}  // namespace earshot::texts
