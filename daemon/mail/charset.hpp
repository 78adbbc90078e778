// Bytes in any of the charsets that mail comes in, as UTF-8 (ICU). Pure.
#pragma once

#include <string>
#include <string_view>

namespace earshot::mails {

// `label` as a mail names it; empty or unknown: guessed from the bytes. Labels mean what mail
// programs mean by them: `iso-8859-1` is windows-1252, `gb2312` is GB18030. What is not text in the
// charset becomes U+FFFD; nothing fails.
std::string to_utf8(std::string_view bytes, std::string_view label);

// A folder's name as IMAP writes it (RFC 3501 section 5.1.3).
std::string to_imap_name(std::string_view folder);

}  // namespace earshot::mails
