#include "journal/sink_kinds.hpp"

namespace earshot::journal {

namespace {

// Whether a notice is of an answer without a case that another sink brought.
bool of_another(const sink_kind& at, std::string_view conversation) {
    if (!conversation.starts_with(answer_lanes)) return false;
    const std::string own = "sink:" + std::string(conversation.substr(answer_lanes.size()));
    return at.destination != own;
}

}  // namespace

sink_kinds::sink_kinds(stores::database& file)
    : find_(file,
            "SELECT t.name, s.plugin, s.informs, s.cases_only FROM sink s"
            " JOIN destination t ON t.id = s.destination_id WHERE s.destination_id = ?"),
      note_(file, "INSERT OR REPLACE INTO sink VALUES (?, ?, ?, ?)"),
      about_(file,
             "SELECT e.kind, u.body FROM entry e LEFT JOIN understanding u ON u.seq = e.seq"
             " WHERE e.seq = ?") {}

std::optional<sink_kind> sink_kinds::find(std::int64_t destination) {
    auto row = find_(destination);
    if (!row.next()) return std::nullopt;
    return sink_kind{.destination = std::string(row.text(0)),
                     .plugin = std::string(row.text(1)),
                     .informs = row.integer(2) != 0,
                     .cases_only = row.integer(3) != 0};
}

bool sink_kinds::note(std::int64_t destination, const sink_kind& seen) {
    if (find(destination) == seen) return false;
    note_.run(destination, seen.plugin, int{seen.informs}, int{seen.cases_only});
    return true;
}

std::optional<std::string> sink_kinds::conversation(const sink_kind& at, const queued_item& item) {
    auto row = about_(item.about);
    if (!row.next()) return item.conversation;
    if (static_cast<entry_kind>(row.integer(0)) == entry_kind::message)
        return of_message(at, item, row.text(1));
    const bool its_own = at.informs && !(at.cases_only && of_another(at, item.conversation));
    return its_own ? std::optional(item.conversation) : std::nullopt;
}

// What cannot be read is no reason to keep a message back.
std::optional<std::string> sink_kinds::of_message(const sink_kind& at, const queued_item& item,
                                                  std::string_view understood) {
    if (!at.cases_only || item.conversation.starts_with(case_lanes)) return item.conversation;
    if (understood.empty()) return std::nullopt;
    const auto known = understanding_from_json(understood);
    if (!known) return item.conversation;
    if (known->case_id.empty()) return std::nullopt;
    return std::string(case_lanes) + known->case_id;
}

}  // namespace earshot::journal
