// Tickets that a webhook named and that are still to be read. The webhook itself is over once it
// was answered: until the host keeps a cursor that has the ticket, `hint_box` does. Pure.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::zendesk {

// How far a poll has come. Whole seconds, as Zendesk counts.
struct position {
    timestamp since;                         // where the export, or a search after a pause, goes on
    std::map<std::string, timestamp> hints;  // tickets to be read; when they were named
    std::int64_t round = 0;                  // another one whenever hints were taken in

    bool operator==(const position&) const = default;
};

// The cursor of a poll, JSON.
std::string write_position(const position& at);
// Errors: permanent `zendesk.cursor`.
result<position> read_position(std::string_view cursor);

class hint_box {
public:
    static constexpr std::size_t most = 1'000;  // and as many in a position

    std::size_t room() const { return most - told_.size(); }

    // False where there is no room.
    bool tell(const std::string& ticket, timestamp when);

    // For a poll that goes on from `cursor`: adds what there is. What the last poll was given is
    // forgotten only if this is the cursor that it promised.
    void hand_over(const std::string& cursor, position& into);
    void promise(std::string cursor) { promised_ = std::move(cursor); }

    bool all_handed_over() const { return handed_over_ == told_.size(); }

private:
    struct hint {
        std::string ticket;
        timestamp when;
    };

    std::deque<hint> told_;
    std::size_t handed_over_ = 0;  // the first of them
    std::string promised_;         // empty: nothing was
};

}  // namespace earshot::zendesk
