// What an IMAP server says, response by response (RFC 9051 section 4). No I/O: bytes in, responses
// out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"

namespace earshot::mails {

// `* 1 FETCH (UID 7 BODY[]<0> {5})` with one literal. What somebody wrote in a mail is in literals
// alone, so it cannot be taken for something that the server says.
struct imap_response {
    std::string text;  // without the line's end; a literal's length stays in its place
    std::vector<std::string> literals;
};

class imap_reader {
public:
    explicit imap_reader(std::size_t max_literal) : max_literal_(max_literal) {}

    void add(std::string_view bytes) { ahead_ += bytes; }

    // Nothing: more bytes are needed. Errors: transient `mail.protocol`; then it is of no further
    // use.
    result<std::optional<imap_response>> next();

private:
    result<void> check(std::size_t literal) const;

    const std::size_t max_literal_;
    std::string ahead_;
    std::size_t literal_left_ = 0;
    bool in_literal_ = false;
    imap_response made_;
};

}  // namespace earshot::mails
