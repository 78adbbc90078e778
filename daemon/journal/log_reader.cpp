#include "journal/log_reader.hpp"

namespace earshot::journal {

namespace {

entry entry_of(const stores::rows& row) {
    return {.seq = row.integer(0),
            .at = row.time(1),
            .kind = static_cast<entry_kind>(row.integer(2)),
            .body = std::string(row.text(3))};
}

}  // namespace

log_reader::log_reader(stores::database& file)
    : read_(file, "SELECT seq, at, kind, body FROM entry WHERE seq > ? ORDER BY seq LIMIT ?"),
      newest_(file, "SELECT max(seq) FROM entry"),
      find_(file,
            "SELECT seq, at, kind, body FROM entry WHERE seq ="
            " (SELECT max(m.seq) FROM account a CROSS JOIN message m ON m.account_id = a.id"
            " WHERE a.platform = ? AND a.name = ? AND m.object_id = ?)"),
      raw_(file, "SELECT bytes FROM raw WHERE seq = ?"),
      cursor_(file,
              "SELECT c.value FROM account a JOIN cursor c ON c.account_id = a.id"
              " WHERE a.platform = ? AND a.name = ?"),
      position_(file, "SELECT seq FROM position WHERE stage = 'desk'"),
      waiting_(file,
               "SELECT o.enqueued FROM destination t CROSS JOIN outbox o"
               " ON o.destination_id = t.id AND o.state = 0 WHERE t.name = ? LIMIT 1"),
      due_(file,
           "SELECT o.due FROM destination t CROSS JOIN outbox o"
           " ON o.destination_id = t.id AND o.state = 2 WHERE t.name = ? ORDER BY o.due LIMIT 1") {}

std::vector<entry> log_reader::read(sequence after, int limit) {
    std::vector<entry> found;
    for (auto row = read_(after, limit); row.next();) found.push_back(entry_of(row));
    return found;
}

sequence log_reader::newest() {
    auto row = newest_();
    return row.next() ? row.integer(0) : 0;
}

std::optional<entry> log_reader::find_message(const std::string& platform,
                                              const std::string& account,
                                              const std::string& object_id) {
    auto row = find_(platform, account, object_id);
    if (!row.next()) return std::nullopt;
    return entry_of(row);
}

std::optional<std::string> log_reader::raw(sequence seq) {
    auto row = raw_(seq);
    if (!row.next()) return std::nullopt;
    return std::string(row.text(0));
}

std::string log_reader::cursor(const std::string& platform, const std::string& account) {
    auto row = cursor_(platform, account);
    return row.next() ? std::string(row.text(0)) : std::string();
}

sequence log_reader::desk_position() {
    auto row = position_();
    return row.next() ? row.integer(0) : 0;
}

// What is ready has been due since it was enqueued. Never the epoch, which means that nothing
// waits.
timestamp log_reader::next_due(const std::string& destination) {
    if (auto row = waiting_(destination); row.next()) return row.time(0);
    if (auto row = due_(destination); row.next())
        return std::max(row.time(0), timestamp{duration{1}});
    return timestamp{};
}

}  // namespace earshot::journal
