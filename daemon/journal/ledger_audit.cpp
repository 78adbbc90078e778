// Whether every sum of the ledger holds, each side of it counted by other means.
#include "journal/reports.hpp"

namespace earshot::journal {

namespace {

std::int64_t accounted(const intake_counts& of) {
    return of.stored + of.duplicates + of.own_echoes + of.filtered + of.quarantined;
}

struct intake_column {
    const char* name;
    std::int64_t intake_counts::* of;
};

constexpr intake_column columns[] = {
    {"received", &intake_counts::received},     {"stored", &intake_counts::stored},
    {"duplicates", &intake_counts::duplicates}, {"own_echoes", &intake_counts::own_echoes},
    {"filtered", &intake_counts::filtered},     {"quarantined", &intake_counts::quarantined}};

void check(const ledger_line& line, std::vector<broken_sum>& into) {
    const auto holds = [&](std::string sum, std::int64_t left, std::int64_t right) {
        if (left != right)
            into.push_back({line.platform + "/" + line.account, std::move(sum), left, right});
    };
    holds("received = stored + duplicates + own_echoes + filtered + quarantined",
          line.counts.received, accounted(line.counts));
    holds("stored = entries in the log", line.counts.stored, line.entries);
    for (const auto& [name, of] : columns)
        holds(std::string(name) + " = the sum of its hours", line.counts.*of, line.by_hour.*of);
    holds("hours in which the sum does not hold = 0", line.broken_hours, 0);
}

void check(const delivery_line& line, std::vector<broken_sum>& into) {
    const std::int64_t right = line.done + line.dead + line.open;
    if (line.enqueued != right)
        into.push_back({line.destination, "enqueued = done + dead + open", line.enqueued, right});
}

}  // namespace

std::vector<broken_sum> ledger::broken() const {
    std::vector<broken_sum> all;
    for (const ledger_line& line : intake) check(line, all);
    for (const delivery_line& line : delivery) check(line, all);
    return all;
}

bool ledger::closes() const { return broken().empty(); }

}  // namespace earshot::journal
