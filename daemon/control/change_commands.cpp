// Commands that change something. The server logs each with who asked for it.
#include <boost/json.hpp>
#include <optional>

#include "control/commands.hpp"
#include "control/dead_selection.hpp"
#include "control/message_name.hpp"
#include "text/unicode.hpp"

namespace earshot::control {

namespace json = boost::json;

namespace {

constexpr std::string_view operators = "operator";  // platform, account and origin of their answers

// `Kari Nordmann (kari, uid 1000)`: the names are what the caller says, the number is what the
// kernel says, and what is in brackets is shown to no customer.
std::string author(const std::string& name, const std::string& login, const peer& who) {
    const std::string record = "(" + login + (login.empty() ? "" : ", ") + name_of_user(who) + ")";
    return name.empty() ? record : name + " " + record;
}

std::optional<channel_view> account_of(const message_name& about, daemon_view& daemon) {
    for (channel_view& one : daemon.status().channels)
        if (one.account && one.instance.name == about.account &&
            one.instance.plugin == about.platform)
            return std::move(one);
    return std::nullopt;
}

// What nobody can publish is not stored: whoever wrote it is still there to hear why.
result<void> can_publish(const message_name& about, daemon_view& daemon) {
    const std::string account = about.platform + "/" + about.account;
    const auto found = account_of(about, daemon);
    if (!found)
        return fail(error_kind::permanent, "reply.unknown_account",
                    "nothing was stored: the account " + account +
                        " is not in the configuration (any more); enter it, `earshot reload`, and "
                        "send the answer again");
    if (found->publishes) return {};
    if (!found->instance.running)
        return fail(error_kind::permanent, "reply.account_left_out",
                    "nothing was stored: the account " + account + " is left out, because of " +
                        found->instance.problem +
                        "; mend that, `earshot reload`, and send the answer again");
    return fail(error_kind::permanent, "reply.cannot_publish",
                "nothing was stored: the plugin of the account " + account +
                    " cannot publish; answer on the platform itself");
}

task<result<bool>> append(journal::journal& log, reply answer) {
    journal::arrival one;
    one.platform = operators;
    one.account = operators;
    one.items.replies.push_back(std::move(answer));
    std::vector<journal::arrival> arrivals;
    arrivals.push_back(std::move(one));
    const auto counts = co_await log.append(std::move(arrivals));
    if (!counts) co_return std::unexpected(counts.error());
    co_return !counts->empty() && counts->front().stored == 1;
}

}  // namespace

task<answer> reply_to(const surroundings& around, arguments given, listener& to) {
    const std::string message = given.needed_text("message");
    reply answer;
    answer.text = given.needed_text("text");
    answer.id = given.text("id");
    answer.expires = given.time("expires");
    answer.author = author(given.text("author"), given.text("login"), to.who());
    answer.origin = operators;
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    if (!texts::valid_utf8(answer.text))
        co_return fail(error_kind::invalid, "control.argument", "the text is not valid UTF-8");
    const auto found = co_await find_message(around.journal, message);
    if (!found) co_return std::unexpected(found.error());
    const message_name& about = found->name;
    if (const auto good = can_publish(about, around.daemon); !good)
        co_return std::unexpected(good.error());
    if (answer.id.empty()) answer.id = around.names.next();
    answer.platform = about.platform;
    answer.account = about.account;
    answer.object_id = about.object_id;
    json::object out;
    out["id"] = answer.id;
    out["message"] = about.platform + "/" + about.account + "/" + about.object_id;
    const auto stored = co_await append(around.journal, std::move(answer));
    if (!stored) co_return std::unexpected(stored.error());
    if (*stored) around.daemon.entries_added();
    out["repeated"] = !*stored;  // this id was known: nothing is sent twice
    co_return out;
}

task<answer> dead_replay(const surroundings& around, arguments given, listener&) {
    const journal::dead_filter which = dead_selection(given);
    const bool dry_run = given.flag("dry_run");
    const bool all = given.flag("all");
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    if (selects_all(which) && !all && !dry_run)
        co_return fail(error_kind::invalid, "control.argument",
                       "nothing says which dead letters; name ids, a destination or a time, or ask "
                       "for all of them");
    const auto count = co_await around.journal.replay_dead(which, dry_run);
    if (!count) co_return std::unexpected(count.error());
    if (*count == 0 && !which.ids.empty())
        co_return fail(error_kind::gone, "control.no_dead_letter",
                       "no dead letter has this id; `earshot dead list` shows all there are");
    if (*count > 0 && !dry_run) around.daemon.entries_added();
    json::object out;
    out["count"] = *count;
    out["dry_run"] = dry_run;
    co_return out;
}

task<answer> reload(const surroundings& around, arguments given, listener&) {
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto done = co_await around.daemon.reload();
    if (!done) co_return std::unexpected(done.error());
    json::object out;
    out["configuration"] = around.daemon.status().configuration_file;
    co_return out;
}

}  // namespace earshot::control
