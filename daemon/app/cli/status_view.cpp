#include <boost/json.hpp>

#include "app/cli/answers.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/table.hpp"
#include "app/cli/views.hpp"
#include "app/cli/visible.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

std::string uptime(const json::object& answer) {
    const auto started = parse_rfc3339(text_of(answer, "started"));
    const auto now = parse_rfc3339(text_of(answer, "now"));
    return started && now ? rough_duration(*now - *started) : "an unknown time";
}

std::string journal_line(const json::object& log, const style& look) {
    if (const std::string problem = text_of(log, "problem"); !problem.empty())
        return paint(visible(problem), colour::red, look);
    const std::int64_t lag = number_of(log, "lag");
    const std::string behind =
        lag == 0 ? "all of it decided" : std::to_string(lag) + " not decided yet";
    return "entry " + std::to_string(number_of(log, "newest")) + ", " +
           paint(behind, lag > 10'000 ? colour::yellow : colour::plain, look);
}

cell state_of(const json::object& instance) {
    if (!flag_of(instance, "running")) return {"stopped", colour::red};
    const std::string intake = text_of(instance, "intake");
    if (intake.empty() || intake == "healthy" || intake == "finished")
        return {intake.empty() ? "running" : intake, colour::green};
    return {intake, colour::yellow};
}

// One cause shows in several places; it is told once. `polling: refused`: where, and why.
std::string problems_of(const json::object& instance) {
    std::string all = text_of(instance, "problem");
    for (const json::value& one : list_of(instance, "problems")) {
        if (!one.is_string()) continue;
        std::string next(one.get_string());
        const auto colon = next.find(": ");
        if (colon != next.npos && all.contains(std::string_view(next).substr(colon + 2)))
            next.replace(colon + 2, next.npos, "the same");
        all.append(all.empty() ? "" : "; ").append(next);
    }
    return all;
}

std::string counted(std::int64_t number, const char* noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string see(const json::object& one) {
    return "; see `" + visible(text_of(one, "next")) + "`\n";
}

std::string suspensions(const json::object& answer, const style& look) {
    std::string out;
    for_each_object(list_of(answer, "suspended"), [&](const json::object& one) {
        out += paint(visible(text_of(one, "destination")) + " is suspended", colour::red, look) +
               ", next try " + local_time(text_of(one, "until")) + ", " +
               counted(number_of(one, "waiting"), "item") +
               " waiting: " + visible(with_local_times(text_of(one, "why"))) + see(one);
    });
    return out;
}

std::string gone_sinks(const json::object& answer, const style& look) {
    std::string out;
    for_each_object(list_of(answer, "gone_sinks"), [&](const json::object& one) {
        out += paint(visible(text_of(one, "destination")) + " is not configured", colour::yellow,
                     look) +
               ", " + counted(number_of(one, "waiting"), "item") +
               " waiting: they go to the next sink of this name\n";
    });
    return out;
}

std::string dead_letters(const json::object& answer, const style& look) {
    std::string out;
    for_each_object(list_of(answer, "dead_letters"), [&](const json::object& one) {
        out += paint(counted(number_of(one, "dead"), "dead letter"), colour::red, look) + " for " +
               visible(text_of(one, "destination")) + see(one);
    });
    return out;
}

}  // namespace

std::string view_status(const json::object& answer, const style& look) {
    std::string out = "earshotd " + visible(text_of(answer, "version")) + ", up " + uptime(answer) +
                      ", since " + local_time(text_of(answer, "started")) + "\n";
    out += "configuration  " + visible(text_of(answer, "configuration")) + "\n";
    if (const std::string reload = text_of(answer, "last_reload"); !reload.empty())
        out += "last reload    " + visible(with_local_times(reload)) + "\n";
    out += "journal        " + journal_line(object_of(answer, "journal"), look) + "\n";
    table instances({{"NAME"}, {"PLUGIN"}, {"VERSION"}, {"STATE"}});
    std::string problems;
    for_each_object(list_of(answer, "instances"), [&](const json::object& one) {
        instances.add(
            {text_of(one, "name"), text_of(one, "plugin"), text_of(one, "version"), state_of(one)});
        if (const std::string all = problems_of(one); !all.empty())
            problems += visible(text_of(one, "name") + ": " + with_local_times(all)) + "\n";
    });
    out += instances.empty() ? "\nno accounts and no sinks are configured\n"
                             : "\n" + instances.text(look);
    const std::string undone = problems + suspensions(answer, look) + gone_sinks(answer, look) +
                               dead_letters(answer, look);
    return undone.empty() ? out : out + "\n" + undone;
}

}  // namespace earshot::app::cli
