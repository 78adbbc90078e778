#include "rt/scrip_event.hpp"

#include "earshot/object_view.hpp"
#include "rt/answer_text.hpp"
#include "rt/transaction_meaning.hpp"

namespace earshot::rt {

namespace {

transaction_record transaction_in(const object_view& from) {
    transaction_record out;
    out.id = id_number(from.text("transaction"));
    out.type = from.text("type");
    out.creator = from.text("creator");
    out.ticket = from.text("ticket");
    out.field = from.text("field");
    out.old_value = from.text("old");
    out.new_value = from.text("new");
    out.created = from.time("created");
    return out;
}

bool by_agent(const object_view& from, const transaction_record& one, const event_reading& how) {
    return from.text("creator_id") != how.own_user_id && one.creator != system_user &&
           from.text("privileged") == "1";
}

}  // namespace

result<batch> read_event(std::string_view body, const event_reading& how) {
    const auto parsed = parse_json(body, "rt.event");
    if (!parsed) return std::unexpected(parsed.error());
    const object_view from(&*parsed);
    const transaction_record one = transaction_in(from);
    if (one.id == 0 || one.type.empty())
        return fail(error_kind::invalid, "rt.event",
                    "the body has no transaction or no type: see the scrip in the plugin's page");
    batch out;
    const std::string key = from.text("case");
    if (key.empty() || key.starts_with("sha256:") || !by_agent(from, one, how)) return out;
    const std::string name = from.text("author");
    auto said =
        reply_of(one, key, own_words(from.text("content")), {}, name.empty() ? one.creator : name);
    if (said && from.text("files") == "0") {
        said->origin = how.origin;
        out.replies.push_back(std::move(*said));
    }
    if (auto made = change_of(one, key, how.closed_statuses)) {
        made->origin = how.origin;
        out.changes.push_back(std::move(*made));
    }
    return out;
}

}  // namespace earshot::rt
