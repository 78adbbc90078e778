// How an account's answers are signed. Pure.
#pragma once

#include <string>
#include <string_view>

namespace earshot::desk {

// The text with the signature behind it, once; in which `{initials}` and `{name}` stand for whoever
// wrote it, by full name or e-mail address; what is known of him in brackets is left out. As it is
// where no name is known.
std::string signed_text(std::string text, std::string signature, std::string_view author);

}  // namespace earshot::desk
