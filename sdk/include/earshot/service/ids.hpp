// Identifiers and randomness, from the host so that tests can repeat them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace earshot {

class ids {
public:
    static constexpr std::string_view id = "earshot.ids/1";
    virtual ~ids() = default;

    virtual std::string next() = 0;  // UUIDv7 (RFC 9562): ascending within a process [any thread]
    // Letters and digits, unguessable. [any thread]
    virtual std::string nonce(std::size_t length) = 0;
};

}  // namespace earshot
