// What our few IMAP commands are written with. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::mails {

// `"INBOX"`: a quoted string. Nothing: it cannot be one.
std::optional<std::string> quoted_string(std::string_view text);

// `1,2,7`.
std::string uid_set(const std::vector<std::uint32_t>& uids);

}  // namespace earshot::mails
