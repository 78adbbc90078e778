// A mail as it goes over the wire (RFC 5322, 2047, 2045; gmime).
#pragma once

#include <string>

#include "earshot/service/mail.hpp"

namespace earshot::mails {

// Lines end with CRLF and are short enough for every server: text in quoted-printable, headers
// folded and encoded. Nothing of a value becomes a header of its own. Errors: invalid
// `mail.address`, naming what is not one.
result<std::string> compose(const outgoing_mail& letter);

}  // namespace earshot::mails
