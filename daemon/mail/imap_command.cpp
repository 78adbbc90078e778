#include "mail/imap_command.hpp"

namespace earshot::mails {

std::optional<std::string> quoted_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E)
            return std::nullopt;
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string uid_set(const std::vector<std::uint32_t>& uids) {
    std::string out;
    for (const std::uint32_t uid : uids) out += (out.empty() ? "" : ",") + std::to_string(uid);
    return out;
}

}  // namespace earshot::mails
