#include <algorithm>
#include <boost/json.hpp>
#include <iomanip>
#include <sstream>

#include "app/cli/answers.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/table.hpp"
#include "app/cli/views.hpp"
#include "app/cli/visible.hpp"
#include "base/clock.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

std::string age_of(const std::string& since) {
    const auto then = parse_rfc3339(since);
    return then ? rough_duration(base::system_clock().now() - *then) : "-";
}

std::string dash(const std::string& text) { return text.empty() ? "-" : text; }

std::string where_of(const json::object& one) {
    const std::string place = text_of(one, "platform") + "/" + text_of(one, "account");
    return flag_of(one, "public") ? place : place + " (private)";
}

colour urgency_colour(const std::string& urgency) {
    if (urgency == "now") return colour::red;
    return urgency == "high" ? colour::yellow : colour::plain;
}

// Members of messages and records that are times.
constexpr std::string_view times[] = {
    "created", "received",  "stored",           "opened", "last_word",          "last_answer",
    "at",      "closed_at", "unanswered_since", "since",  "do_not_watch_since", "heard",
    "turned",  "assigned",
};

std::string as_text(const json::value& value) {
    if (value.is_null()) return "-";
    if (const json::string* text = value.if_string()) return std::string(*text);
    if (const double* number = value.if_double()) {
        std::ostringstream out;
        out << std::fixed << std::setprecision(2) << *number;
        return out.str();
    }
    return json::serialize(value);
}

// Members under their names, indented; what is nested below.
void add_lines(std::string& out, const json::value& from, std::size_t depth) {
    const std::string indent(depth * 2, ' ');
    const auto add = [&](const std::string& name, const json::value& value) {
        out += indent + visible(name);
        if (value.is_structured()) {
            out += "\n";
            add_lines(out, value, depth + 1);
        } else {
            const bool time = std::ranges::find(times, name) != std::end(times);
            const bool said = value.is_string();
            out +=
                "  " + (time && said ? local_time(as_text(value)) : visible(as_text(value))) + "\n";
        }
    };
    if (const json::object* members = from.if_object())
        for (const auto& [name, value] : *members) add(std::string(name), value);
    if (const json::array* items = from.if_array())
        for (const json::value& item : *items) add("-", item);
}

// What --class could have meant.
std::string classes_of(const json::object& answer) {
    std::string names;
    for (const json::value& one : list_of(answer, "classes"))
        names.append(names.empty() ? ", of the classes " : ", ") += visible(as_text(one));
    return names;
}

}  // namespace

std::string view_unanswered(const json::object& answer, const style& look) {
    table rows({{"CASE"},
                {"WAITS", align::right},
                {"REACH", align::right},
                {"URGENCY"},
                {"CLASS"},
                {"LANGUAGE"},
                {"WHERE"},
                {"ABOUT"}});
    for_each_object(list_of(answer, "cases"), [&](const json::object& one) {
        const std::string urgency = text_of(one, "urgency");
        std::string about = text_of(one, "title");
        if (flag_of(one, "answered_elsewhere")) about = "[answered elsewhere] " + about;
        rows.add({text_of(one, "id"),
                  age_of(text_of(one, "since")),
                  std::to_string(number_of(one, "reach")),
                  {urgency, urgency_colour(urgency)},
                  dash(text_of(one, "class")),
                  dash(text_of(one, "language")),
                  where_of(one),
                  about});
    });
    std::string lost;
    for (const json::value& key : list_of(answer, "unreadable"))
        lost += "cannot be read, report it: " + visible(as_text(key)) + "\n";
    if (rows.empty() && !lost.empty()) return lost;
    if (rows.empty()) {
        const std::int64_t others = number_of(answer, "all");
        if (others == 0) return "nobody waits for an answer\n";
        return "nobody waits among those asked for; " + std::to_string(others) + " in all" +
               classes_of(answer) + "\n";
    }
    const std::int64_t all = number_of(answer, "count");
    const auto shown = static_cast<std::int64_t>(list_of(answer, "cases").size());
    std::string out = lost + rows.text(look);
    if (all > shown)
        out += std::to_string(shown) + " of " + std::to_string(all) + "; --limit shows more\n";
    return out;
}

std::string view_record(const json::object& answer, const style& look) {
    std::string out = visible(text_of(answer, "key")) + "\n";
    add_lines(out, object_of(answer, "record"), 1);
    std::string refused;
    for_each_object(list_of(answer, "refused_answers"),
                    [&](const json::object& one) { refused += view_message(one, look); });
    return refused.empty() ? out : out + "answers that were refused\n" + refused;
}

std::string view_understood(const json::object& answer, const style&) {
    std::string out;
    add_lines(out, object_of(answer, "message"), 0);
    out += "understood\n";
    add_lines(out, object_of(answer, "understanding"), 1);
    return out;
}

std::string view_suggested(const json::object& answer, const style& look) {
    table rows({{"ONE"}, {"CALLED"}, {"OTHER"}, {"CALLED"}, {"EVIDENCE"}});
    for_each_object(list_of(answer, "pairs"), [&](const json::object& one) {
        std::string evidence;
        for (const json::value& item : list_of(one, "evidence"))
            if (const json::string* text = item.if_string())
                evidence += (evidence.empty() ? "" : "; ") + std::string(*text);
        rows.add({text_of(one, "one"), "@" + text_of(one, "one_handle"), text_of(one, "other"),
                  "@" + text_of(one, "other_handle"), evidence});
    });
    return rows.empty() ? "nobody looks like somebody else\n" : rows.text(look);
}

std::string view_load(const json::object& answer, const style&) {
    const std::int64_t messages = number_of(answer, "messages");
    const std::int64_t cases = number_of(answer, "cases");
    const auto counted = [](std::int64_t number, const char* noun) {
        return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
    };
    std::string out = counted(messages, "message") + ", " + counted(cases, "case");
    if (const json::value* ratio = answer.if_contains("messages_per_case"); ratio && cases > 0)
        out += ", " + as_text(*ratio) + " messages a case";
    return out + "\n";
}

std::string view_act(const json::object& answer, const style&) {
    return "recorded as entry " + std::to_string(number_of(answer, "seq")) + ": " +
           visible(text_of(answer, "act")) + " " + visible(text_of(answer, "subject")) + "\n";
}

}  // namespace earshot::app::cli
