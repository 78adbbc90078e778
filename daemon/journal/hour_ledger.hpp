// The ledger by the hour: what came in, counted under the hour in which it was stored, and when
// each account was last heard of. The hours of an account add up to its totals: what was counted
// before there were hours stands in hour 0.
#pragma once

#include "journal/reports.hpp"
#include "store/database.hpp"

namespace earshot::journal {

// [writer thread]
class hour_ledger {
public:
    explicit hour_ledger(stores::database& file);

    void add(std::int64_t account, const intake_counts& more, timestamp now);

private:
    stores::statement add_;
    stores::statement seen_;
};

// [overview thread]
std::vector<hour_line> read_hours(stores::database& file, const hour_filter& which);
std::vector<account_activity> read_activity(stores::database& file);

// Fills in what the hours say of each account.
void add_hours(stores::database& file, std::vector<ledger_line>& lines);

}  // namespace earshot::journal
