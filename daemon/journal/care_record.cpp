#include "journal/care_record.hpp"

namespace earshot::journal {

care_record::care_record(stores::database& file, do_not_watch& people)
    : people_(people),
      set_understanding_(file,
                         "INSERT INTO understanding VALUES (?, ?)"
                         " ON CONFLICT DO UPDATE SET body = excluded.body"),
      set_memory_(file,
                  "INSERT INTO memory VALUES (?, ?)"
                  " ON CONFLICT DO UPDATE SET body = excluded.body"),
      forget_(file, "DELETE FROM memory WHERE key = ?"),
      set_case_(file, "INSERT OR REPLACE INTO care_case VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {}

void care_record::keep(const decisions& made) {
    for (const understood& one : made.understandings)
        set_understanding_.run(one.about, to_json(one.what));
    for (const remembered& one : made.memory) keep(one);
    for (const case_line& one : made.cases) keep(one);
    for (const unwatching& one : made.unwatched) people_.change(one);
}

void care_record::keep(const remembered& item) {
    if (item.body.empty())
        forget_.run(item.key);
    else
        set_memory_.run(item.key, item.body);
}

void care_record::keep(const case_line& item) {
    set_case_.run(item.id, item.platform, item.account, item.opened, item.unanswered_since,
                  static_cast<int>(item.is_public), item.message_class,
                  static_cast<int>(item.urgent), item.reach, static_cast<int>(item.open));
}

}  // namespace earshot::journal
