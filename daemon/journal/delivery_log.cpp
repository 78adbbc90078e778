#include "journal/delivery_log.hpp"

#include <algorithm>
#include <array>

namespace earshot::journal {

namespace {

// Destinations that answer a message on its platform; all others are sinks.
bool publishes(std::string_view destination) { return destination.starts_with("publish:"); }

// No connection came about, or something before it in its case was not taken.
constexpr std::array<std::string_view, 3> unsent_codes{"http.connect", "http.tls",
                                                       "helpdesk.not_tried"};

// Certainly nothing of the attempt has arrived: it was not made, it was turned away with a status
// that says so (401, 403, 429: it has not begun, then), or it was never sent. Whatever else failed,
// a time-out or a 5xx, may be in the ticket all the same.
bool arrived_nowhere(const settlement& outcome) {
    return !outcome.began || std::ranges::find(unsent_codes, outcome.code) != unsent_codes.end();
}

}  // namespace

delivery_log::delivery_log(stores::database& file, names& known, entries& log, outbox& queue)
    : names_(known),
      entries_(log),
      outbox_(queue),
      dead_letters_(file),
      kinds_(file),
      set_position_(file,
                    "INSERT INTO position VALUES ('desk', ?)"
                    " ON CONFLICT DO UPDATE SET seq = excluded.seq"),
      about_(file,
             "SELECT e.at, e.kind, e.body, u.body FROM entry e"
             " LEFT JOIN understanding u ON u.seq = e.seq WHERE e.seq = ?"),
      answered_(file, "SELECT platform, account, object_id FROM reply WHERE seq = ?"),
      insert_answering_(file, "INSERT INTO answering VALUES (?, ?, ?, ?)"),
      delete_answering_(file,
                        "DELETE FROM answering WHERE platform = ? AND account = ?"
                        " AND object_id = ? AND item = ?"),
      insert_published_(file, "INSERT INTO published VALUES (?, ?) ON CONFLICT DO NOTHING"),
      insert_handed_(file, "INSERT INTO handed_over VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"),
      insert_refused_(file, "INSERT OR REPLACE INTO refused_answer VALUES (?, ?)"),
      count_(file,
             "UPDATE destination SET enqueued = enqueued + ?, done = done + ?, dead = dead + ?,"
             " expired = expired + ? WHERE id = ?") {}

// --- desk ----------------------------------------------------------------------------------------

void delivery_log::decide(const decisions& made, timestamp now) {
    tallies counts;
    for (const enqueue& one : made.enqueued) {
        const std::int64_t destination = names_.destination(one.destination);
        queued_item item{.destination = destination,
                         .priority = one.priority,
                         .about = one.about,
                         .enqueued = now,
                         .expires = one.expires,
                         .conversation = one.conversation,
                         .key = one.key,
                         .approved = one.approved};
        if (one.assumed && !fit(item)) continue;
        if (add(item, one.destination)) ++counts[destination].enqueued;
    }
    for (const refusal& one : made.refused) refuse(one, now);
    set_position_.run(made.position);
    count(counts);
}

void delivery_log::refuse(const refusal& one, timestamp now) {
    insert_refused_.run(one.about, entries_.next());
    entries_.write(now, entry_kind::refused,
                   refused_body(one.about, one.destination, one.why.code, one.why.detail, {}));
}

// The sink may have come to work since the desk could not ask it.
bool delivery_log::fit(queued_item& item) {
    const auto kind = kinds_.find(item.destination);
    auto conversation = kind ? kinds_.conversation(*kind, item) : item.conversation;
    if (conversation) item.conversation = std::move(*conversation);
    return conversation.has_value();
}

bool delivery_log::add(const queued_item& item, std::string_view destination) {
    const auto id = outbox_.add(item);
    const auto answered = id && publishes(destination) ? answered_by(item) : std::nullopt;
    if (answered)
        insert_answering_.run(answered->platform, answered->account, answered->object_id, *id);
    return id.has_value();
}

// The message that a publishing answers.
std::optional<message_place> delivery_log::answered_by(const queued_item& item) {
    if (const auto sent = reply_from_json(item.approved); sent)
        return message_place{sent->platform, sent->account, sent->object_id};
    auto came = answered_(item.about);
    if (!came.next()) return std::nullopt;
    return message_place{std::string(came.text(0)), std::string(came.text(1)),
                         std::string(came.text(2))};
}

// --- delivery ------------------------------------------------------------------------------------

std::vector<outbox_item> delivery_log::lease(const std::string& destination, timestamp now,
                                             timestamp until, int limit) {
    std::vector<outbox_item> items;
    for (queued_item& item : outbox_.lease(names_.destination(destination), now, until, limit))
        items.push_back(handed_out(std::move(item), destination));
    return items;
}

// With what it is about: no body where that is not in the log. A message goes out also where what
// was understood of it cannot be read.
outbox_item delivery_log::handed_out(queued_item item, const std::string& destination) {
    outbox_item out{.id = item.id,
                    .destination = destination,
                    .key = std::move(item.key),
                    .conversation = std::move(item.conversation),
                    .priority = item.priority,
                    .about = {.seq = item.about},
                    .attempts = item.attempts,
                    .first_attempt = item.first_attempt,
                    .expires = item.expires,
                    .approved = std::move(item.approved)};
    auto row = about_(item.about);
    if (!row.next()) return out;
    out.about.at = row.time(0);
    out.about.kind = static_cast<entry_kind>(row.integer(1));
    out.about.body = row.text(2);
    if (!row.text(3).empty())
        out.understood = understanding_from_json(row.text(3)).value_or(understanding{});
    return out;
}

// One entry for all that a sink has taken: there may be hundreds, and they say little each.
void delivery_log::settle(const std::vector<settlement>& outcomes, timestamp now) {
    settled all;
    for (const settlement& outcome : outcomes) settle_one(outcome, all, now);
    for (const auto& [destination, items] : all.delivered)
        entries_.write(now, entry_kind::delivered,
                       delivered_body(names_.destination_name(destination), items));
    count(all.counts);
}

// An item that is not there was settled before: by an attempt whose lease had ended.
void delivery_log::settle_one(const settlement& outcome, settled& all, timestamp now) {
    auto item = outbox_.find(outcome.id);
    if (!item) return;
    switch (outcome.result) {
        case outcome::done: return done(*item, outcome.proof, all, now);
        case outcome::dead: return dead(*item, outcome, all, now);
        case outcome::retry: return retry(std::move(*item), outcome);
    }
}

void delivery_log::retry(queued_item item, const settlement& outcome) {
    if (!outcome.began && item.attempts > 0) --item.attempts;
    if (item.attempts == 0) item.first_attempt = timestamp{};
    outbox_.retry(item, outcome.due, arrived_nowhere(outcome));
}

void delivery_log::done(const queued_item& item, const receipt& proof, settled& all,
                        timestamp now) {
    const std::string destination = names_.destination_name(item.destination);
    if (publishes(destination)) {
        published(item, destination, proof, now);
    } else {
        handed_over(item, now);
        all.delivered[item.destination].emplace_back(item.about, proof);
    }
    ++all.counts[item.destination].done;
    remove(item);
}

// An agent may be quicker than our note of it.
void delivery_log::handed_over(const queued_item& item, timestamp now) {
    const timestamp surely = outbox_.gives(item.id) ? item.given : now;
    if (item.conversation.starts_with(case_lanes))
        insert_handed_.run(item.destination, item.about, item.given, surely);
}

void delivery_log::published(const queued_item& item, const std::string& destination,
                             const receipt& proof, timestamp now) {
    const message_place answered = answered_by(item).value_or(message_place{});
    if (!answered.account.empty() && !proof.id.empty())
        insert_published_.run(names_.account(answered.platform, answered.account), proof.id);
    entries_.write(now, entry_kind::published,
                   published_body(item.about, destination, answered.platform, answered.account,
                                  proof, item.approved));
}

void delivery_log::dead(const queued_item& item, const settlement& outcome, settled& all,
                        timestamp now) {
    dead_letters_.add(item, outcome, now);
    entries_.write(now, entry_kind::refused,
                   refused_body(item.about, names_.destination_name(item.destination), outcome.code,
                                outcome.detail, item.approved));
    ++all.counts[item.destination].dead;
    if (outcome.code == expired_code) ++all.counts[item.destination].expired;
    remove(item);
}

void delivery_log::remove(const queued_item& item) {
    const bool answers = publishes(names_.destination_name(item.destination));
    if (const auto answered = answers ? answered_by(item) : std::nullopt)
        delete_answering_.run(answered->platform, answered->account, answered->object_id, item.id);
    outbox_.remove(item);
}

// --- operators -----------------------------------------------------------------------------------

std::int64_t delivery_log::replay_dead(const dead_filter& which, bool dry_run) {
    const auto letters = dead_letters_.matching(which);
    if (dry_run) return std::ssize(letters);
    tallies counts;
    std::int64_t moved = 0;
    for (const dead_letters::letter& letter : letters) {
        const std::int64_t destination = letter.item.destination;
        if (!add(letter.item, names_.destination_name(destination))) continue;
        dead_letters_.remove(letter.item.id);
        --counts[destination].dead;
        if (letter.expired) --counts[destination].expired;
        ++moved;
    }
    count(counts);
    return moved;
}

std::int64_t delivery_log::note_sink(const sink_kind& seen) {
    const std::int64_t destination = names_.destination(seen.destination);
    if (!kinds_.note(destination, seen)) return 0;
    tallies counts;
    std::map<std::int64_t, std::string> moved;
    for (const std::int64_t id : outbox_.waiting(destination)) {
        const queued_item item = outbox_.find(id).value();
        auto conversation = kinds_.conversation(seen, item);
        if (!conversation) {
            --counts[destination].enqueued;
            remove(item);
        } else if (*conversation != item.conversation) {
            moved.emplace(id, std::move(*conversation));
        }
    }
    outbox_.move(destination, moved);
    count(counts);
    return -counts[destination].enqueued;
}

// --- both ----------------------------------------------------------------------------------------

void delivery_log::count(const tallies& counts) {
    for (const auto& [destination, more] : counts)
        count_.run(more.enqueued, more.done, more.dead, more.expired, destination);
}

}  // namespace earshot::journal
