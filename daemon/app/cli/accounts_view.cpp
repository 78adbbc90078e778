#include <boost/json.hpp>

#include "app/cli/answers.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/table.hpp"
#include "app/cli/views.hpp"
#include "app/cli/visible.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

std::optional<timestamp> time_of(const json::object& from, std::string_view name) {
    const auto read = parse_rfc3339(text_of(from, name));
    return read ? std::optional(*read) : std::nullopt;
}

std::string words(const json::array& list) {
    std::string out;
    for (const json::value& one : list)
        if (one.is_string())
            out.append(out.empty() ? "" : ", ")
                .append(one.get_string().data(), one.get_string().size());
    return out;
}

cell credential_of(const json::object& account, std::optional<timestamp> now) {
    const json::object& known = object_of(account, "credential");
    const std::string state = text_of(known, "state");
    std::string said = state;
    if (const std::string missing = words(list_of(known, "missing_scopes")); !missing.empty())
        said += " (" + missing + ")";
    if (const auto expires = time_of(known, "expires"); expires && now && *expires > *now)
        said += ", " + rough_duration(*expires - *now) + " left";
    if (state == "valid") return {said, colour::green};
    return {said, state == "unknown"    ? colour::plain
                  : state == "expiring" ? colour::yellow
                                        : colour::red};
}

cell intake_of(const json::object& account) {
    if (!flag_of(account, "running")) return {"stopped", colour::red};
    const std::string intake = text_of(account, "intake");
    if (intake.empty()) return {"listening", colour::green};
    return {intake, intake == "healthy" || intake == "finished" ? colour::green : colour::yellow};
}

std::string ago(const json::object& from, std::string_view name, std::optional<timestamp> now) {
    const auto when = time_of(from, name);
    return when && now ? rough_duration(std::max(duration{0}, duration{*now - *when})) : "-";
}

// `310 of 290`: what came, and what was to be expected.
std::string day_of(const json::object& account) {
    const json::object& day = object_of(account, "last_day");
    std::string out = std::to_string(number_of(day, "stored"));
    const json::value* expected = day.if_contains("expected");
    if (expected && expected->is_number())
        out += " of " + std::to_string(std::llround(expected->to_number<double>()));
    return out;
}

std::string answers_of(const json::object& account, std::optional<timestamp> now) {
    const std::int64_t waiting = number_of(account, "waiting_answers");
    const std::string oldest = ago(account, "oldest_answer", now);
    return std::to_string(waiting) + (waiting > 0 && oldest != "-" ? ", " + oldest : "");
}

cell gaps_of(const json::object& account) {
    const std::int64_t gaps = number_of(account, "gaps");
    return {std::to_string(gaps), gaps == 0 ? colour::plain : colour::yellow};
}

}  // namespace

std::string view_accounts(const json::object& answer, const style& look) {
    const auto now = time_of(answer, "now");
    table rows({{"ACCOUNT"},
                {"INTAKE"},
                {"CREDENTIAL"},
                {"LAST MESSAGE", align::right},
                {"LAST CONTACT", align::right},
                {"IN 24H", align::right},
                {"ANSWERS WAIT", align::right},
                {"GAPS", align::right}});
    std::string problems;
    for_each_object(list_of(answer, "accounts"), [&](const json::object& one) {
        const std::string name = text_of(one, "platform") + "/" + text_of(one, "name");
        rows.add({name, intake_of(one), credential_of(one, now), ago(one, "last_message", now),
                  ago(one, "last_contact", now), day_of(one), answers_of(one, now), gaps_of(one)});
        for (const json::value& each : list_of(one, "problems"))
            if (each.is_string())
                problems += visible(name) + ": " +
                            visible(with_local_times(std::string(each.get_string()))) + "\n";
    });
    if (rows.empty()) return "no accounts are configured\n";
    return rows.text(look) + (problems.empty() ? "" : "\n" + problems);
}

}  // namespace earshot::app::cli
