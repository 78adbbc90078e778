#include "journal/dead_letters.hpp"

namespace earshot::journal {

std::string id_list(const dead_filter& which) {
    std::string list = "[";
    for (const std::int64_t id : which.ids)
        list.append(list.size() > 1 ? "," : "").append(std::to_string(id));
    return list + "]";
}

dead_letters::dead_letters(stores::database& file)
    : insert_(file, "INSERT INTO dead_letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      select_(file, std::string("SELECT d.id, d.destination_id, d.lane, d.about, d.enqueued,"
                                " d.conversation, d.key, d.code, d.attempts, d.first_attempt,"
                                " d.approved") +
                        std::string(dead_letters_matching)),
      delete_(file, "DELETE FROM dead_letter WHERE id = ?") {}

void dead_letters::add(const queued_item& item, const settlement& outcome, timestamp now) {
    insert_.run(item.id, item.destination, static_cast<int>(item.priority), item.about,
                item.attempts, item.first_attempt, item.enqueued, now, item.expires,
                item.conversation, item.key, outcome.code, outcome.detail, item.approved);
}

std::vector<dead_letters::letter> dead_letters::matching(const dead_filter& which) {
    std::vector<letter> found;
    const std::string ids = id_list(which);
    for (auto row = select_(which.destination, which.from, which.to, ids); row.next();) {
        // Whoever replays an item of unknown outcome has looked: it begins anew. All others keep
        // their attempts, so that what may have arrived is looked for before it is sent again.
        const bool anew = row.text(7) == unknown_outcome_code;
        found.push_back({.item = {.id = row.integer(0),
                                  .destination = row.integer(1),
                                  .priority = static_cast<lane>(row.integer(2)),
                                  .about = row.integer(3),
                                  .attempts = anew ? 0 : static_cast<int>(row.integer(8)),
                                  .enqueued = row.time(4),
                                  .first_attempt = anew ? timestamp{} : row.time(9),
                                  .conversation = std::string(row.text(5)),
                                  .key = std::string(row.text(6)),
                                  .approved = std::string(row.text(10))},
                         .expired = row.text(7) == expired_code});
    }
    return found;
}

void dead_letters::remove(std::int64_t id) { delete_.run(id); }

}  // namespace earshot::journal
