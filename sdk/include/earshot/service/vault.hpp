// Where a plugin keeps the tokens of a platform that hands them out in a way of its own (where that
// is OAuth 2.0, see oauth.hpp). One text for each plugin instance, apart from its dictionary; what
// stands in it is the plugin's to decide.
//
// Whoever renews tokens takes a turn first. Of two callers that find a token expired, the second
// waits, and then finds the new one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "earshot/task.hpp"

namespace earshot {

struct vault_turn {
    std::uint64_t number = 0;
    std::string kept;  // what keep() was last given; empty: nothing yet
};

class vault {
public:
    static constexpr std::string_view id = "earshot.vault/1";
    virtual ~vault() = default;

    // Waits until nobody else has the turn. Errors: transient (disk), cancelled. [loop]
    virtual task<result<vault_turn>> take() = 0;

    // Durable when it returns; the turn goes on. Up to 64 KiB. Errors: transient (disk), invalid
    // (too large), conflict (the turn is over). [loop]
    virtual task<result<void>> keep(std::uint64_t turn, std::string value) = 0;

    // Ends the turn; of one that is over, nothing happens. A turn that a plugin forgets to end
    // holds up all that come after it. [loop]
    virtual void end(std::uint64_t turn) noexcept = 0;
};

}  // namespace earshot
