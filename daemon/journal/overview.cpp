#include "journal/overview.hpp"

#include "journal/dead_letters.hpp"
#include "journal/hour_ledger.hpp"

namespace earshot::journal {

std::vector<outbox_summary> overview::outbox() {
    stores::statement query(
        file_,
        "SELECT t.name, ifnull(sum(o.state IN (0, 3)), 0), ifnull(sum(o.state = 1), 0),"
        " ifnull(sum(o.state = 2), 0), t.dead,"
        " ifnull(min(iif(o.state = 1, NULL, o.enqueued)), 0)"
        " FROM destination t LEFT JOIN outbox o ON o.destination_id = t.id"
        " GROUP BY t.id ORDER BY t.name");
    std::vector<outbox_summary> all;
    for (auto row = query(); row.next();)
        all.push_back({.destination = std::string(row.text(0)),
                       .waiting = row.integer(1),
                       .in_flight = row.integer(2),
                       .retrying = row.integer(3),
                       .dead = row.integer(4),
                       .oldest = row.time(5)});
    return all;
}

std::vector<waiting_item> overview::waiting(const std::string& destination, timestamp expiring_by,
                                            int limit) {
    stores::statement query(
        file_,
        "SELECT o.id, o.key, o.attempts, o.expires FROM outbox o"
        " JOIN destination t ON t.id = o.destination_id WHERE t.name = ?1 AND o.state <> 1"
        " AND (?2 = 0 OR (o.expires <> 0 AND o.expires <= ?2)) ORDER BY o.id LIMIT ?3");
    std::vector<waiting_item> all;
    for (auto row = query(destination, expiring_by, limit); row.next();)
        all.push_back({.id = row.integer(0),
                       .key = std::string(row.text(1)),
                       .attempts = static_cast<int>(row.integer(2)),
                       .expires = row.time(3)});
    return all;
}

std::vector<dead_letter> overview::dead_letters(const dead_filter& which, int limit) {
    stores::statement query(file_, std::string("SELECT d.id, t.name, d.about, d.enqueued, d.died,"
                                               " d.attempts, d.code, d.detail") +
                                       std::string(dead_letters_matching) + " LIMIT ?5");
    const std::string ids = id_list(which);
    std::vector<dead_letter> all;
    for (auto row = query(which.destination, which.from, which.to, ids, limit); row.next();)
        all.push_back({.id = row.integer(0),
                       .destination = std::string(row.text(1)),
                       .about = row.integer(2),
                       .enqueued = row.time(3),
                       .died = row.time(4),
                       .attempts = static_cast<int>(row.integer(5)),
                       .code = std::string(row.text(6)),
                       .detail = std::string(row.text(7))});
    return all;
}

std::vector<quarantined_item> overview::quarantine(int limit) {
    stores::statement query(file_,
                            "SELECT q.id, a.platform, a.name, q.at, q.reason, q.object_id, q.raw"
                            " FROM quarantine q JOIN account a ON a.id = q.account_id"
                            " ORDER BY q.id DESC LIMIT ?");
    std::vector<quarantined_item> all;
    for (auto row = query(limit); row.next();)
        all.push_back({.id = row.integer(0),
                       .platform = std::string(row.text(1)),
                       .account = std::string(row.text(2)),
                       .at = row.time(3),
                       .reason = std::string(row.text(4)),
                       .object_id = std::string(row.text(5)),
                       .raw = std::string(row.text(6))});
    return all;
}

std::vector<sink_kind> overview::sinks() {
    stores::statement query(file_,
                            "SELECT t.name, s.plugin, s.informs, s.cases_only FROM sink s"
                            " JOIN destination t ON t.id = s.destination_id ORDER BY t.name");
    std::vector<sink_kind> all;
    for (auto row = query(); row.next();)
        all.push_back({.destination = std::string(row.text(0)),
                       .plugin = std::string(row.text(1)),
                       .informs = row.integer(2) != 0,
                       .cases_only = row.integer(3) != 0});
    return all;
}

// --- ledger --------------------------------------------------------------------------------------

ledger overview::account() {
    ledger all{.intake = intake_lines(), .delivery = delivery_lines()};
    add_unread(all.intake);
    add_hours(file_, all.intake);
    return all;
}

std::vector<ledger_line> overview::intake_lines() {
    stores::statement query(
        file_,
        "SELECT platform, name, received, stored, duplicates, own_echoes, filtered, quarantined,"
        " (SELECT count(*) FROM message WHERE account_id = account.id) +"
        " (SELECT count(*) FROM reply WHERE counted_under = account.id)"
        " FROM account ORDER BY platform, name");
    std::vector<ledger_line> lines;
    for (auto row = query(); row.next();)
        lines.push_back({.platform = std::string(row.text(0)),
                         .account = std::string(row.text(1)),
                         .counts = {.received = row.integer(2),
                                    .stored = row.integer(3),
                                    .duplicates = row.integer(4),
                                    .own_echoes = row.integer(5),
                                    .filtered = row.integer(6),
                                    .quarantined = row.integer(7)},
                         .entries = row.integer(8)});
    return lines;
}

// A request knows its instance only; the platform is that of the instance's first arrival.
void overview::add_unread(std::vector<ledger_line>& lines) {
    stores::statement query(file_, "SELECT instance, count(*) FROM inbox GROUP BY instance");
    for (auto row = query(); row.next();) {
        auto line = std::ranges::find(lines, row.text(0), &ledger_line::account);
        if (line == lines.end()) line = lines.insert(line, {.account = std::string(row.text(0))});
        line->unread = row.integer(1);
    }
}

std::vector<delivery_line> overview::delivery_lines() {
    stores::statement query(file_,
                            "SELECT name, enqueued, done, dead, expired,"
                            " (SELECT count(*) FROM outbox WHERE destination_id = destination.id)"
                            " FROM destination ORDER BY name");
    std::vector<delivery_line> lines;
    for (auto row = query(); row.next();)
        lines.push_back({.destination = std::string(row.text(0)),
                         .enqueued = row.integer(1),
                         .done = row.integer(2),
                         .dead = row.integer(3),
                         .expired = row.integer(4),
                         .open = row.integer(5)});
    return lines;
}

// --- care ----------------------------------------------------------------------------------------

std::vector<remembered> overview::recall_between(const std::string& first, const std::string& last,
                                                 int limit) {
    stores::statement find(
        file_, "SELECT key, body FROM memory WHERE key >= ? AND key < ? ORDER BY key LIMIT ?");
    std::vector<remembered> found;
    for (auto row = find(first, last, limit); row.next();)
        found.push_back({std::string(row.text(0)), std::string(row.text(1))});
    return found;
}

std::optional<std::string> overview::understanding_of(sequence about) {
    stores::statement query(file_, "SELECT body FROM understanding WHERE seq = ?");
    auto row = query(about);
    if (!row.next()) return std::nullopt;
    return std::string(row.text(0));
}

std::optional<entry> overview::refusal_of(sequence answer) {
    stores::statement query(file_,
                            "SELECT e.seq, e.at, e.body FROM refused_answer r"
                            " JOIN entry e ON e.seq = r.seq WHERE r.about = ?");
    auto row = query(answer);
    if (!row.next()) return std::nullopt;
    return entry{.seq = row.integer(0),
                 .at = row.time(1),
                 .kind = entry_kind::refused,
                 .body = std::string(row.text(2))};
}

std::optional<entry> overview::find_reply(const std::string& origin, const std::string& id) {
    stores::statement query(file_,
                            "SELECT e.seq, e.at, e.body FROM reply r"
                            " JOIN entry e ON e.seq = r.seq WHERE r.origin = ? AND r.id = ?");
    auto row = query(origin, id);
    if (!row.next()) return std::nullopt;
    return entry{.seq = row.integer(0),
                 .at = row.time(1),
                 .kind = entry_kind::reply,
                 .body = std::string(row.text(2))};
}

}  // namespace earshot::journal
