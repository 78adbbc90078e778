#include "journal/intake_log.hpp"

#include "earshot/sink.hpp"

namespace earshot::journal {

namespace {

// An entry that could not be read again must not be written.
std::string_view unstorable(const message& item) {
    if (item.platform.empty() || item.account.empty()) return "it names no platform or no account";
    if (item.object_id.empty()) return "it has no object id, so it cannot be told from others";
    return {};
}

bool touch(const gap& one, const gap& other) {
    return one.from <= other.to && other.from <= one.to;
}

void extend(gap& one, const gap& other) {
    one.from = std::min(one.from, other.from);
    one.to = std::max(one.to, other.to);
}

// Several sources of one account miss the same time, each for itself.
std::vector<gap> joined(std::vector<gap> found) {
    std::ranges::sort(found, {}, &gap::from);
    std::vector<gap> out;
    for (gap& one : found) {
        if (out.empty() || !touch(out.back(), one)) {
            out.push_back(std::move(one));
            continue;
        }
        extend(out.back(), one);
        if (!out.back().reason.contains(one.reason)) out.back().reason += "; " + one.reason;
    }
    return out;
}

}  // namespace

intake_log::intake_log(stores::database& file, names& known, entries& log, inbox& requests,
                       do_not_watch& people)
    : names_(known),
      entries_(log),
      inbox_(requests),
      people_(people),
      hours_(file),
      insert_message_(file, "INSERT INTO message VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"),
      insert_reply_(file,
                    "INSERT INTO reply VALUES (?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (origin, id) DO NOTHING"),
      insert_quarantine_(file,
                         "INSERT INTO quarantine (account_id, at, reason, object_id, raw)"
                         " VALUES (?, ?, ?, ?, ?)"),
      known_(file, "SELECT 1 FROM message WHERE account_id = ? AND object_id = ?"),
      published_(file, "SELECT 1 FROM published WHERE account_id = ? AND object_id = ?"),
      answering_(file,
                 "SELECT 1 FROM answering a"
                 " JOIN outbox o ON o.id = a.item AND o.attempts > 0"
                 " JOIN entry e ON e.seq = o.about"
                 " WHERE a.platform = ? AND a.account = ? AND a.object_id = ?"
                 " AND instr(?, json_extract(iif(o.approved = '', e.body, o.approved), '$.text'))"
                 " > 0"),
      insert_change_(file, "INSERT INTO ticket_change VALUES (?, ?) ON CONFLICT DO NOTHING"),
      inside_gap_(file, "SELECT 1 FROM gap WHERE account_id = ? AND first <= ? AND last >= ?"),
      take_gaps_(file,
                 "DELETE FROM gap WHERE account_id = ? AND first <= ? AND last >= ?"
                 " RETURNING first, last"),
      insert_gap_(file, "INSERT INTO gap VALUES (?, ?, ?)"),
      set_cursor_(file,
                  "INSERT INTO cursor VALUES (?, ?)"
                  " ON CONFLICT DO UPDATE SET value = excluded.value"),
      count_(file,
             "UPDATE account SET received = received + ?, stored = stored + ?,"
             " duplicates = duplicates + ?, own_echoes = own_echoes + ?,"
             " filtered = filtered + ?, quarantined = quarantined + ? WHERE id = ?") {}

// A message counts for the account it names, everything else for the one it came through.
intake_counts intake_log::append(arrival& from, timestamp now) {
    const std::int64_t through = names_.account(from.platform, from.account);
    std::map<std::int64_t, intake_counts> counts;
    for (message& item : from.items.messages) {
        if (const std::string_view why = unstorable(item); !why.empty()) {
            put_aside(through, now, why, item.object_id, item.raw);
            ++counts[through].quarantined;
            continue;
        }
        const std::int64_t account = names_.account(item.platform, item.account);
        ++(counts[account].*store(item, account, now));
    }
    for (const reply& item : from.items.replies) ++(counts[through].*store(item, through, now));
    for (const malformed& item : from.items.rejects) {
        put_aside(through, now, item.reason, item.object_id, item.raw);
        ++counts[through].quarantined;
    }
    for (const ticket_change& item : from.items.changes)
        if (insert_change_.run(item.origin, item.id))
            entries_.write(now, entry_kind::ticket, to_json(item));
    for (gap& missed : joined(from.items.gaps))  // a copy: a roll-back comes back to them
        if (store(missed, through))
            entries_.write(now, entry_kind::gap,
                           to_json(gap_found{from.platform, from.account, std::move(missed)}));
    if (from.cursor) set_cursor_.run(through, *from.cursor);
    if (from.inbox_id) inbox_.remove(*from.inbox_id);
    return count(counts, now);
}

bool intake_log::quarantine(std::int64_t inbox_id, const std::string& platform,
                            const std::string& reason, timestamp now) {
    const auto request = inbox_.find(inbox_id);
    if (!request) return false;
    const std::int64_t account = names_.account(platform, request->instance);
    put_aside(account, now, reason, "", request->request.body);
    inbox_.remove(inbox_id);
    count({{account, {.quarantined = 1}}}, now);
    return true;
}

intake_log::counter intake_log::store(message& item, std::int64_t account, timestamp now) {
    if (ours(item, account)) return &intake_counts::own_echoes;
    if (unwanted(item, account)) return &intake_counts::filtered;
    const sequence seq = entries_.next();
    if (!insert_message_.run(account, item.object_id, item.revision, seq))
        return &intake_counts::duplicates;
    item.stored = now;
    entries_.write(now, entry_kind::message, to_json(item));
    if (!item.raw.empty()) entries_.write_raw(seq, item.raw);
    return &intake_counts::stored;
}

intake_log::counter intake_log::store(const reply& item, std::int64_t account, timestamp now) {
    const sequence seq = entries_.next();
    if (!insert_reply_.run(seq, item.origin, item.id, account, item.platform, item.account,
                           item.object_id))
        return &intake_counts::duplicates;
    entries_.write(now, entry_kind::reply, to_json(item));
    return &intake_counts::stored;
}

// With those that it touches it is one gap from now on. False: it is known.
bool intake_log::store(gap& missed, std::int64_t account) {
    if (inside_gap_(account, missed.from, missed.to).next()) return false;
    for (auto row = take_gaps_(account, missed.to, missed.from); row.next();)
        extend(missed, {row.time(0), row.time(1), {}});
    insert_gap_.run(account, missed.from, missed.to);
    return true;
}

// Said about us, not to us, by somebody who is not to be watched. That something we have is deleted
// must be known, though: what is deleted there may not live on here.
bool intake_log::unwanted(const message& item, std::int64_t account) {
    if (item.from != direction::from_customer || item.addressed) return false;
    if (item.kind == message_kind::direct_message) return false;
    if (!people_.contains(item.platform, item.by.id)) return false;
    const bool changes = item.kind == message_kind::deletion || item.kind == message_kind::edit;
    return !changes || !known_(account, item.object_id).next();
}

// Before its receipt is known, an echo is told from what a colleague typed by its text. That
// somebody edited or deleted what we published is news.
bool intake_log::ours(const message& item, std::int64_t account) {
    if (item.from != direction::from_us) return false;
    if (item.kind == message_kind::edit || item.kind == message_kind::deletion) return false;
    if (published_(account, item.object_id).next()) return true;
    if (item.parent_id.empty()) return false;
    return answering_(item.platform, item.account, item.parent_id, item.display_text).next();
}

void intake_log::put_aside(std::int64_t account, timestamp now, std::string_view reason,
                           std::string_view object_id, std::string_view raw) {
    insert_quarantine_.run(account, now, reason, object_id, stores::blob{raw});
}

intake_counts intake_log::count(const std::map<std::int64_t, intake_counts>& by_account,
                                timestamp now) {
    intake_counts total;
    for (const auto& [account, by_fate] : by_account) {
        intake_counts more = by_fate;
        more.received =
            more.stored + more.duplicates + more.own_echoes + more.filtered + more.quarantined;
        if (more.received == 0) continue;
        hours_.add(account, more, now);
        count_.run(more.received, more.stored, more.duplicates, more.own_echoes, more.filtered,
                   more.quarantined, account);
        total.received += more.received;
        total.stored += more.stored;
        total.duplicates += more.duplicates;
        total.own_echoes += more.own_echoes;
        total.filtered += more.filtered;
        total.quarantined += more.quarantined;
    }
    return total;
}

}  // namespace earshot::journal
