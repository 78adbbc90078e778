#include <boost/json.hpp>

#include "app/cli/answers.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/table.hpp"
#include "app/cli/views.hpp"
#include "app/cli/visible.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

std::string count(const json::object& from, std::string_view name) {
    return std::to_string(number_of(from, name));
}

cell alarming(const json::object& from, std::string_view name) {
    return {count(from, name), number_of(from, name) == 0 ? colour::plain : colour::red};
}

// Below a list that has an end, but not here.
std::string cut_note(const json::object& answer, const table& shown) {
    if (!flag_of(answer, "more")) return {};
    return "only " + std::to_string(shown.size()) + " of them; --limit shows more\n";
}

// For how long the oldest has waited; `-`: nothing waits.
std::string age(const json::object& item, const json::object& answer) {
    const auto since = parse_rfc3339(text_of(item, "oldest"));
    const auto now = parse_rfc3339(text_of(answer, "now"));
    return since && now ? rough_duration(std::max(duration{0}, duration{*now - *since})) : "-";
}

}  // namespace

std::string view_outbox(const json::object& answer, const style& look) {
    table rows({{"DESTINATION"},
                {"WAITING", align::right},
                {"IN FLIGHT", align::right},
                {"RETRYING", align::right},
                {"DEAD", align::right},
                {"OLDEST WAITS", align::right},
                {"SINCE"}});
    for_each_object(list_of(answer, "destinations"), [&](const json::object& one) {
        rows.add({text_of(one, "destination"), count(one, "waiting"), count(one, "in_flight"),
                  count(one, "retrying"), alarming(one, "dead"), age(one, answer),
                  local_time(text_of(one, "oldest"))});
    });
    return rows.empty() ? "nothing has been sent anywhere yet\n" : rows.text(look);
}

std::string view_dead_list(const json::object& answer, const style& look) {
    table rows({{"ID", align::right},
                {"DESTINATION"},
                {"DIED"},
                {"ATTEMPTS", align::right},
                {"CODE"},
                {"WHY"}});
    for_each_object(list_of(answer, "dead"), [&](const json::object& one) {
        rows.add({count(one, "id"), text_of(one, "destination"), local_time(text_of(one, "died")),
                  count(one, "attempts"), text_of(one, "code"),
                  with_local_times(text_of(one, "detail"))});
    });
    const std::int64_t all = number_of(answer, "all");
    if (!rows.empty()) return rows.text(look) + cut_note(answer, rows);
    if (all == 0) return "no dead letters\n";
    return "none among those asked for; " + std::to_string(all) + " in all\n";
}

std::string view_dead(const json::object& answer, const style& look) {
    const json::object& dead = object_of(answer, "dead");
    std::string out =
        "dead letter  " + count(dead, "id") + " to " + visible(text_of(dead, "destination")) + "\n";
    out += "enqueued     " + local_time(text_of(dead, "enqueued")) + "\n";
    out += "died         " + local_time(text_of(dead, "died")) + " after " +
           count(dead, "attempts") + " attempts\n";
    out += "why          " + visible(text_of(dead, "code")) + ": " +
           visible(with_local_times(text_of(dead, "detail"))) + "\n";
    const json::object& entry = object_of(answer, "entry");
    if (entry.empty()) return out + "about        entry " + count(dead, "about") + ", not kept\n";
    style whole = look;
    whole.width = 0;
    return out + "about        " + view_message(entry, whole);
}

std::string view_replay(const json::object& answer, const style&) {
    const std::int64_t number = number_of(answer, "count");
    const std::string letters =
        std::to_string(number) + (number == 1 ? " dead letter" : " dead letters");
    if (number == 0) return letters + " fit: nothing is sent again\n";
    if (flag_of(answer, "dry_run")) return letters + " would be sent again\n";
    return letters + (number == 1 ? " goes" : " go") + " out again; see `earshot outbox`\n";
}

std::string view_quarantine(const json::object& answer, const style& look) {
    table rows({{"ID", align::right},
                {"AT"},
                {"ACCOUNT"},
                {"OBJECT"},
                {"BYTES", align::right},
                {"REASON"}});
    std::string raw;
    for_each_object(list_of(answer, "quarantined"), [&](const json::object& one) {
        rows.add({count(one, "id"), local_time(text_of(one, "at")),
                  text_of(one, "platform") + "/" + text_of(one, "account"),
                  text_of(one, "object_id"), count(one, "raw_size"), text_of(one, "reason")});
        if (one.if_contains("raw"))
            raw += "\n--- " + count(one, "id") + "\n" + visible_lines(text_of(one, "raw")) + "\n";
    });
    if (rows.empty()) return "nothing is in quarantine\n";
    return rows.text(look) + cut_note(answer, rows) + raw;
}

std::string view_reply(const json::object& answer, const style&) {
    const std::string id = visible(text_of(answer, "id"));
    const std::string refusal = text_of(object_of(answer, "refused"), "detail");
    if (flag_of(answer, "repeated"))
        return "the answer " + id + " was already accepted at " +
               local_time(text_of(answer, "accepted")) + "; it is not sent twice" +
               (refusal.empty() ? ", and `earshot messages tail` shows what became of it"
                                : "; the gate refused it: " + visible(with_local_times(refusal))) +
               "\n";
    return "accepted as " + id +
           "; it goes out if the gate lets it: `earshot messages tail` shows a refusal and why, "
           "`earshot outbox` and `earshot dead list` what else becomes of it\n";
}

std::string view_reload(const json::object& answer, const style&) {
    return visible(text_of(answer, "configuration")) + " has taken effect\n";
}

}  // namespace earshot::app::cli
