// What an address of a mail may look like. Pure.
#pragma once

#include <string_view>

namespace earshot::mails {

// `care+c17@brand.example`: a dot-atom on both sides (RFC 5322 section 3.4.1), ASCII, at most 254
// characters. What mail also allows, quoted local parts and address literals, is not for us.
bool is_address(std::string_view text);

// The same shape without a limit on its parts: a message id without its angle brackets.
bool is_message_id(std::string_view text);

}  // namespace earshot::mails
