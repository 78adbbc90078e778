// A mail that came, read as far as it can be (RFC 5322, 2045, 2047, 2231; gmime). Anybody can have
// written it.
#pragma once

#include <string>

#include "earshot/service/mail.hpp"

namespace earshot::mails {

// All but `uid`, `arrived` and `size`. `cut`: the bytes end before the mail does. Never fails: what
// is no mail says so in `unreadable`.
received_mail read_mail(std::string raw, bool cut);

}  // namespace earshot::mails
