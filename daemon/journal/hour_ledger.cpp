#include "journal/hour_ledger.hpp"

#include <algorithm>

namespace earshot::journal {

namespace {

using std::chrono::hours;

std::int64_t hour_of(timestamp when) {
    return std::chrono::floor<hours>(when).time_since_epoch().count();
}

// The first hour that begins at or after a bound.
std::int64_t hour_from(timestamp bound) {
    return std::chrono::ceil<hours>(bound).time_since_epoch().count();
}

intake_counts counts_from(const stores::rows& row, int first) {
    return {.received = row.integer(first),
            .stored = row.integer(first + 1),
            .duplicates = row.integer(first + 2),
            .own_echoes = row.integer(first + 3),
            .filtered = row.integer(first + 4),
            .quarantined = row.integer(first + 5)};
}

}  // namespace

hour_ledger::hour_ledger(stores::database& file)
    : add_(file,
           "INSERT INTO account_hour VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
           " ON CONFLICT DO UPDATE SET received = received + excluded.received,"
           " stored = stored + excluded.stored, duplicates = duplicates + excluded.duplicates,"
           " own_echoes = own_echoes + excluded.own_echoes,"
           " filtered = filtered + excluded.filtered,"
           " quarantined = quarantined + excluded.quarantined"),
      seen_(file,
            "INSERT INTO account_seen VALUES (?1, ?2, iif(?3, ?2, 0))"
            " ON CONFLICT DO UPDATE SET received = excluded.received,"
            " stored = iif(?3, excluded.stored, stored)") {}

void hour_ledger::add(std::int64_t account, const intake_counts& more, timestamp now) {
    add_.run(account, hour_of(now), more.received, more.stored, more.duplicates, more.own_echoes,
             more.filtered, more.quarantined);
    seen_.run(account, now, std::int64_t{more.stored > 0});
}

std::vector<hour_line> read_hours(stores::database& file, const hour_filter& which) {
    stores::statement query(
        file,
        "SELECT a.platform, a.name, h.hour, h.received, h.stored, h.duplicates, h.own_echoes,"
        " h.filtered, h.quarantined FROM account_hour h JOIN account a ON a.id = h.account_id"
        " WHERE (?1 = '' OR a.name = ?1) AND h.hour >= ?2 AND (?3 = 0 OR h.hour < ?3)"
        " ORDER BY a.platform, a.name, h.hour LIMIT ?4");
    std::vector<hour_line> lines;
    for (auto row = query(which.account, hour_from(which.from), hour_from(which.to), which.limit);
         row.next();)
        lines.push_back({.platform = std::string(row.text(0)),
                         .account = std::string(row.text(1)),
                         .hour = timestamp{hours{row.integer(2)}},
                         .counts = counts_from(row, 3)});
    return lines;
}

std::vector<account_activity> read_activity(stores::database& file) {
    stores::statement query(file,
                            "SELECT a.platform, a.name, ifnull(s.received, 0), ifnull(s.stored, 0),"
                            " (SELECT count(*) FROM gap g WHERE g.account_id = a.id),"
                            " ifnull((SELECT max(last) FROM gap g WHERE g.account_id = a.id), 0)"
                            " FROM account a LEFT JOIN account_seen s ON s.account_id = a.id"
                            " ORDER BY a.platform, a.name");
    std::vector<account_activity> all;
    for (auto row = query(); row.next();)
        all.push_back({.platform = std::string(row.text(0)),
                       .account = std::string(row.text(1)),
                       .last_received = row.time(2),
                       .last_stored = row.time(3),
                       .gaps = row.integer(4),
                       .last_gap_ended = row.time(5)});
    return all;
}

void add_hours(stores::database& file, std::vector<ledger_line>& lines) {
    stores::statement query(
        file,
        "SELECT a.platform, a.name, sum(h.received), sum(h.stored), sum(h.duplicates),"
        " sum(h.own_echoes), sum(h.filtered), sum(h.quarantined),"
        " sum(h.received <> h.stored + h.duplicates + h.own_echoes + h.filtered + h.quarantined)"
        " FROM account_hour h JOIN account a ON a.id = h.account_id GROUP BY a.id");
    for (auto row = query(); row.next();) {
        const auto line = std::ranges::find_if(lines, [&](const ledger_line& one) {
            return one.platform == row.text(0) && one.account == row.text(1);
        });
        if (line == lines.end()) continue;
        line->by_hour = counts_from(row, 2);
        line->broken_hours = row.integer(8);
    }
}

}  // namespace earshot::journal
