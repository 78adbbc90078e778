// Commands that change something. The server logs each with who asked for it.
#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "control/commands.hpp"
#include "control/dead_selection.hpp"
#include "control/known_names.hpp"
#include "control/message_name.hpp"
#include "control/records_json.hpp"
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

std::string target_of(const reply& answer) {
    return answer.platform + "/" + answer.account + "/" + answer.object_id;
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

// True: it was kept. False: its id is known.
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

// What sets two answers apart, in words; empty: they are the same to the customer.
std::string difference(const reply& kept, const reply& given) {
    std::string out;
    if (kept.text != given.text) out = "with another text";
    if (target_of(kept) != target_of(given))
        out.append(out.empty() ? "" : ", and ").append("to " + target_of(kept));
    return out;
}

json::object as_json(const reply& answer, bool repeated) {
    json::object out;
    out["id"] = answer.id;
    out["message"] = target_of(answer);
    out["repeated"] = repeated;
    return out;
}

// The answer that is kept under the id of this one. Errors: gone, where there is none; permanent
// `reply.id_taken`, where it is another.
task<answer> kept_answer(journal::journal& log, reply given) {
    const auto found = co_await log.find_reply(given.origin, given.id);
    if (!found) co_return std::unexpected(found.error());
    const auto kept = reply_from_json(found->body);
    if (!kept) co_return std::unexpected(kept.error());
    if (const std::string other = difference(*kept, given); !other.empty())
        co_return fail(error_kind::permanent, "reply.id_taken",
                       "nothing was stored: the id " + given.id + " is that of an answer " + other +
                           ", accepted at " + format_rfc3339(found->at) + " from " + kept->author +
                           "; send this one with another --id");
    json::object out = as_json(*kept, true);
    out["accepted"] = to_json(found->at);
    if (const auto why = co_await log.refusal_of(found->seq)) out["refused"] = refusal_in(*why);
    co_return out;
}

// Somebody may have been quicker with its id.
task<answer> keep(const surroundings& around, reply given) {
    const auto stored = co_await append(around.journal, given);
    if (!stored) co_return std::unexpected(stored.error());
    if (!*stored) co_return co_await kept_answer(around.journal, std::move(given));
    around.daemon.entries_added();
    co_return as_json(given, false);
}

// All or none: an id that is mistyped may be that of another.
task<result<void>> check_ids(journal::journal& log, std::vector<std::int64_t> ids) {
    if (ids.empty()) co_return result<void>();
    journal::dead_filter named;
    named.ids = ids;
    const auto found = co_await log.dead_letters(std::move(named), static_cast<int>(ids.size()));
    if (!found) co_return std::unexpected(found.error());
    for (const std::int64_t id : ids)
        if (std::ranges::find(*found, id, &journal::dead_letter::id) == found->end())
            co_return fail(error_kind::gone, "control.no_dead_letter",
                           "there is no dead letter " + std::to_string(id) +
                               ", and nothing was sent again; `earshot dead list` shows those "
                               "there are");
    co_return result<void>();
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
    if (answer.id.empty()) answer.id = around.names.next();
    answer.platform = about.platform;
    answer.account = about.account;
    answer.object_id = about.object_id;
    auto before = co_await kept_answer(around.journal, answer);
    if (before || before.error().kind != error_kind::gone) co_return before;
    if (const auto good = can_publish(about, around.daemon); !good)
        co_return std::unexpected(good.error());
    co_return co_await keep(around, std::move(answer));
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
    if (const auto there = co_await check_ids(around.journal, which.ids); !there)
        co_return std::unexpected(there.error());
    const auto count = co_await around.journal.replay_dead(which, dry_run);
    if (!count) co_return std::unexpected(count.error());
    if (*count == 0) {
        const auto known = co_await check_destination(around, which.destination);
        if (!known) co_return std::unexpected(known.error());
    }
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
