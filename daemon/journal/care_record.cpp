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
      forget_(file, "DELETE FROM memory WHERE key = ?") {}

void care_record::keep(const decisions& made) {
    for (const understood& one : made.understandings)
        set_understanding_.run(one.about, to_json(one.what));
    for (const remembered& one : made.memory) keep(one);
    for (const unwatching& one : made.unwatched) people_.change(one);
}

void care_record::keep(const remembered& item) {
    if (item.body.empty())
        forget_.run(item.key);
    else
        set_memory_.run(item.key, item.body);
}

}  // namespace earshot::journal
