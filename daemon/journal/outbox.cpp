#include "journal/outbox.hpp"

#include <queue>

namespace earshot::journal {

namespace {

constexpr int most_woken_at_once = 256;  // at least; the rest at the next call

int number(item_state state) { return static_cast<int>(state); }

queued_item item_of(const stores::rows& row) {
    return {.id = row.integer(0),
            .destination = row.integer(1),
            .priority = static_cast<lane>(row.integer(2)),
            .about = row.integer(3),
            .attempts = static_cast<int>(row.integer(4)),
            .enqueued = row.time(5),
            .first_attempt = row.time(6),
            .given = row.time(7),
            .expires = row.time(8),
            .conversation = std::string(row.text(9)),
            .key = std::string(row.text(10)),
            .approved = std::string(row.text(11))};
}

// Ids are not given twice, also not those of dead letters, which keep theirs.
std::int64_t recover(stores::database& file) {
    file.run("UPDATE outbox SET state = 2, due = 0 WHERE state = 1");
    return file.number(
        "SELECT max((SELECT ifnull(max(id), 0) FROM outbox),"
        " (SELECT ifnull(max(id), 0) FROM dead_letter))");
}

}  // namespace

outbox::outbox(stores::database& file)
    : next_(recover(file) + 1),
      insert_(file,
              "INSERT INTO outbox (id, destination_id, state, lane, about, attempts, enqueued,"
              " first_attempt, expires, conversation, key, approved)"
              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
              " ON CONFLICT (destination_id, key) DO NOTHING"),
      select_(file,
              "SELECT id, destination_id, lane, about, attempts, enqueued, first_attempt, given,"
              " expires, conversation, key, approved FROM outbox WHERE id = ?"),
      first_(file,
             "SELECT id, state FROM outbox WHERE destination_id = ? AND conversation = ?"
             " ORDER BY id LIMIT 1"),
      next_of_conversation_(file,
                            "SELECT lane, id, state FROM outbox WHERE destination_id = ?"
                            " AND conversation = ? AND id > ? ORDER BY id LIMIT 1"),
      ready_(file,
             "SELECT lane, id FROM outbox WHERE destination_id = ? AND state = 0"
             " ORDER BY lane, id LIMIT ?"),
      due_(file,
           "SELECT id, conversation FROM outbox WHERE destination_id = ? AND state = 2"
           " AND due <= ? ORDER BY due LIMIT ?"),
      lease_(file,
             "UPDATE outbox SET state = 1, attempts = ?, first_attempt = ?, due = ?,"
             " given = iif(given = 0, ?, given) WHERE id = ?"),
      end_lease_(file, "UPDATE outbox SET state = 2, due = 0 WHERE id = ? AND state = 1"),
      retry_(file,
             "UPDATE outbox SET state = 2, attempts = ?, first_attempt = ?, given = ?, due = ?"
             " WHERE id = ?"),
      set_state_(file, "UPDATE outbox SET state = ? WHERE id = ?"),
      delete_(file, "DELETE FROM outbox WHERE id = ?"),
      waiting_(file, "SELECT id FROM outbox WHERE destination_id = ? AND state <> 1"),
      move_(file, "UPDATE outbox SET conversation = ? WHERE id = ?"),
      line_up_(file,
               "UPDATE outbox SET state = 2, due = 0 WHERE destination_id = ?"
               " AND state IN (0, 3)") {}

std::optional<std::int64_t> outbox::add(const queued_item& item) {
    const bool alone = !first_(item.destination, item.conversation).next();
    const item_state state = alone ? item_state::ready : item_state::behind;
    if (!insert_.run(next_, item.destination, number(state), static_cast<int>(item.priority),
                     item.about, item.attempts, item.enqueued, item.first_attempt, item.expires,
                     item.conversation, item.key, item.approved))
        return std::nullopt;
    return next_++;
}

std::optional<queued_item> outbox::find(std::int64_t id) {
    auto row = select_(id);
    if (!row.next()) return std::nullopt;
    return item_of(row);
}

// --- handing out --------------------------------------------------------------------------------

std::vector<queued_item> outbox::lease(std::int64_t destination, timestamp now, timestamp until,
                                       int limit) {
    end_late_leases(now);
    wake_retries(destination, now, limit);
    const std::vector<candidate> heads = ready(destination, limit);
    std::priority_queue best(std::greater<candidate>(), heads);
    std::vector<queued_item> leased;
    while (std::ssize(leased) < limit && !best.empty()) {
        leased.push_back(find(best.top().id).value());
        best.pop();
        const queued_item& item = leased.back();
        const timestamp first = item.attempts == 0 ? now : item.first_attempt;
        lease_.run(item.attempts + 1, first, until, now, item.id);
        lease_changes_.push_back({item.id, lease_end{until, item.given == timestamp{}}});
        if (const auto next = follower(item)) best.push(*next);
    }
    return leased;
}

std::vector<outbox::candidate> outbox::ready(std::int64_t destination, int limit) {
    std::vector<candidate> heads;
    for (auto row = ready_(destination, limit); row.next();)
        heads.push_back({static_cast<lane>(row.integer(0)), row.integer(1)});
    return heads;
}

// The next of the conversation, unless it waits for a retry or is still out.
std::optional<outbox::candidate> outbox::follower(const queued_item& item) {
    auto row = next_of_conversation_(item.destination, item.conversation, item.id);
    if (!row.next() || row.integer(2) != number(item_state::behind)) return std::nullopt;
    return candidate{static_cast<lane>(row.integer(0)), row.integer(1)};
}

void outbox::wake_retries(std::int64_t destination, timestamp now, int limit) {
    std::vector<std::pair<std::int64_t, std::string>> due;
    for (auto row = due_(destination, now, std::max(limit, most_woken_at_once)); row.next();)
        due.emplace_back(row.integer(0), row.text(1));
    for (const auto& [id, conversation] : due) {
        const bool first = is_first(destination, conversation, id);
        set_state_.run(number(first ? item_state::ready : item_state::behind), id);
    }
}

bool outbox::is_first(std::int64_t destination, std::string_view conversation, std::int64_t id) {
    auto row = first_(destination, conversation);
    return row.next() && row.integer(0) == id;
}

// --- settling -----------------------------------------------------------------------------------

// An earlier attempt of which nobody knows is not undone by one that failed.
void outbox::retry(const queued_item& item, timestamp due, bool nowhere) {
    const timestamp given = nowhere && gives(item.id) ? timestamp{} : item.given;
    retry_.run(item.attempts, item.first_attempt, given, due, item.id);
    lease_changes_.push_back({item.id, std::nullopt});
}

bool outbox::gives(std::int64_t id) const {
    const auto out = leases_.find(id);
    return out != leases_.end() && out->second.gives;
}

void outbox::remove(const queued_item& item) {
    delete_.run(item.id);
    lease_changes_.push_back({item.id, std::nullopt});
    release_first(item);
}

void outbox::release_first(const queued_item& after) {
    std::int64_t waiting = 0;
    if (auto row = first_(after.destination, after.conversation);
        row.next() && row.integer(1) == number(item_state::behind))
        waiting = row.integer(0);
    if (waiting != 0) set_state_.run(number(item_state::ready), waiting);
}

// --- other conversations ------------------------------------------------------------------------

std::vector<std::int64_t> outbox::waiting(std::int64_t destination) {
    std::vector<std::int64_t> found;
    for (auto row = waiting_(destination); row.next();) found.push_back(row.integer(0));
    return found;
}

// Who is first in a conversation now is found out when they are handed out, as of retries.
void outbox::move(std::int64_t destination,
                  const std::map<std::int64_t, std::string>& conversations) {
    for (const auto& [id, conversation] : conversations) move_.run(conversation, id);
    if (!conversations.empty()) line_up_.run(destination);
}

// --- leases of this run -------------------------------------------------------------------------

void outbox::committed() {
    for (const lease_change& change : lease_changes_) {
        leases_.erase(change.id);
        if (!change.to) continue;
        leases_.emplace(change.id, *change.to);
        earliest_end_ = std::min(earliest_end_, change.to->until);
    }
    lease_changes_.clear();
}

void outbox::rolled_back() {
    lease_changes_.clear();
    earliest_end_ = timestamp{};  // look again: ended leases may be back
}

// Most are settled long before: the whole set is looked at once in the length of a lease.
void outbox::end_late_leases(timestamp now) {
    if (now < earliest_end_) return;
    earliest_end_ = timestamp::max();
    for (const auto& [id, end] : leases_) {
        if (end.until > now) {
            earliest_end_ = std::min(earliest_end_, end.until);
        } else {
            end_lease_.run(id);
            lease_changes_.push_back({id, std::nullopt});
        }
    }
}

}  // namespace earshot::journal
