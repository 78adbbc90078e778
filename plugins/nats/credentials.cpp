#include "nats/credentials.hpp"

namespace earshot::nats {

namespace {

constexpr std::string_view space = " \t\r\n";

std::string_view line_at(std::string_view text, std::size_t begin) {
    const std::size_t end = text.find('\n', begin);
    return text.substr(begin, end == text.npos ? end : end - begin);
}

// The line below `-----BEGIN ...-----`, however many dashes there are.
std::string block(std::string_view text, std::string_view title) {
    const std::size_t head = text.find(title);
    if (head == text.npos) return {};
    const std::size_t begin = text.find('\n', head);
    if (begin == text.npos) return {};
    std::string_view line = line_at(text, begin + 1);
    line.remove_prefix(std::min(line.find_first_not_of(space), line.size()));
    const std::size_t last = line.find_last_not_of(space);
    return line.starts_with('-') || last == line.npos ? std::string()
                                                      : std::string(line.substr(0, last + 1));
}

}  // namespace

result<user_credentials> read_credentials(std::string_view text) {
    user_credentials found{block(text, "BEGIN NATS USER JWT"), block(text, "BEGIN USER NKEY SEED")};
    if (found.token.empty() || !found.seed.starts_with("SU"))
        return fail(error_kind::unauthorized, "nats.credentials",
                    "credentials is not the content of a .creds file: a user's JWT and the seed of "
                    "its NKEY");
    return found;
}

}  // namespace earshot::nats
