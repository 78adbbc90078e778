// Items that were given up, until a person replays them. [writer thread]
#pragma once

#include "journal/outbox.hpp"
#include "journal/reports.hpp"

namespace earshot::journal {

// The code of items that were too late to help.
inline constexpr std::string_view expired_code = "delivery.expired";

// ... and of those that may have arrived, where nobody but a person can find out.
inline constexpr std::string_view unknown_outcome_code = "delivery.unknown_outcome";

// A part of a query: the dead letters `d` at destinations `t` that a filter asks for, given as the
// parameters of `filter_values`.
inline constexpr std::string_view dead_letters_matching =
    " FROM dead_letter d JOIN destination t ON t.id = d.destination_id"
    " WHERE (?1 = '' OR t.name = ?1) AND d.died >= ?2 AND (?3 = 0 OR d.died < ?3)"
    " AND (?4 = '[]' OR d.id IN (SELECT value FROM json_each(?4))) ORDER BY d.id";

// The `ids` of a filter as that query takes them.
std::string id_list(const dead_filter& which);

class dead_letters {
public:
    struct letter {
        queued_item item;  // its id is the letter's
        bool expired = false;
    };

    explicit dead_letters(stores::database& file);

    void add(const queued_item& item, const settlement& outcome, timestamp now);
    std::vector<letter> matching(const dead_filter& which);
    void remove(std::int64_t id);

private:
    stores::statement insert_;
    stores::statement select_;
    stores::statement delete_;
};

}  // namespace earshot::journal
