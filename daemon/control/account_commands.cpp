// Accounts at a glance, and the ledger by the hour.
#include <algorithm>
#include <boost/json.hpp>

#include "control/commands.hpp"
#include "control/known_names.hpp"
#include "control/records_json.hpp"

namespace earshot::control {

namespace json = boost::json;

namespace {

constexpr int most_hours = 100'000;

// What the journal knows of all accounts, asked once.
struct account_books {
    std::vector<journal::account_activity> activity;
    std::vector<journal::hour_line> last_day;
    std::vector<journal::outbox_summary> outbox;
};

task<result<account_books>> open_books(journal::journal& from, timestamp now) {
    account_books out;
    auto activity = co_await from.activity();
    if (!activity) co_return std::unexpected(activity.error());
    out.activity = std::move(*activity);
    journal::hour_filter last_day;
    last_day.from = now - std::chrono::days{1};
    last_day.limit = most_hours;
    auto hours = co_await from.hours(std::move(last_day));
    if (!hours) co_return std::unexpected(hours.error());
    out.last_day = std::move(*hours);
    auto outbox = co_await from.outbox();
    if (!outbox) co_return std::unexpected(outbox.error());
    out.outbox = std::move(*outbox);
    co_return out;
}

json::object day_of(const channel_view& one, const account_books& books) {
    std::int64_t stored = 0;
    for (const journal::hour_line& line : books.last_day)
        if (line.platform == one.instance.plugin && line.account == one.instance.name)
            stored += line.counts.stored;
    json::object out;
    out["stored"] = stored;
    out["expected"] = one.health.expected_in_a_day ? json::value(*one.health.expected_in_a_day)
                                                   : json::value(nullptr);
    return out;
}

void add_activity(json::object& out, const channel_view& one, const account_books& books) {
    const auto found =
        std::ranges::find_if(books.activity, [&](const journal::account_activity& each) {
            return each.platform == one.instance.plugin && each.account == one.instance.name;
        });
    const bool known = found != books.activity.end();
    out["last_message"] = to_json(known ? found->last_stored : timestamp{});
    out["gaps"] = known ? found->gaps : 0;
    out["last_gap_ended"] = to_json(known ? found->last_gap_ended : timestamp{});
}

void add_answers(json::object& out, const channel_view& one, const account_books& books) {
    const auto found = std::ranges::find(books.outbox, "publish:" + one.instance.name,
                                         &journal::outbox_summary::destination);
    const bool any = found != books.outbox.end();
    out["waiting_answers"] = any ? found->waiting + found->retrying + found->in_flight : 0;
    out["oldest_answer"] = to_json(any ? found->oldest : timestamp{});
}

std::vector<std::string> problems_of(const channel_view& one) {
    std::vector<std::string> all = one.problems;
    all.insert(all.end(), one.health.problems.begin(), one.health.problems.end());
    if (!one.instance.running) all.insert(all.begin(), one.instance.problem);
    return all;
}

json::object glance(const channel_view& one, const account_books& books, bool needs_a_person) {
    json::object out;
    out["name"] = one.instance.name;
    out["platform"] = one.instance.plugin;
    out["running"] = one.instance.running;
    out["intake"] = one.intake;
    out["credential"] = to_json(one.health.credential);
    out["last_contact"] = to_json(one.health.last_contact);
    add_activity(out, one, books);
    out["last_day"] = day_of(one, books);
    add_answers(out, one, books);
    json::array problems;
    for (const std::string& problem : problems_of(one))
        problems.emplace_back(json::string_view(problem.data(), problem.size()));
    out["problems"] = std::move(problems);
    out["needs_a_person"] = needs_a_person;
    return out;
}

}  // namespace

task<answer> accounts(const surroundings& around, arguments given, listener&) {
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const timestamp now = around.time.now();
    const auto books = co_await open_books(around.journal, now);
    if (!books) co_return std::unexpected(books.error());
    json::array all;
    bool anybody = false;
    for (const channel_view& one : around.daemon.status().channels) {
        if (!one.account) continue;
        const bool needed = !one.instance.running || !one.health.problems.empty();
        anybody = anybody || needed;
        all.emplace_back(glance(one, *books, needed));
    }
    json::object out;
    out["now"] = to_json(now);
    out["needs_a_person"] = anybody;
    out["accounts"] = std::move(all);
    co_return out;
}

task<answer> ledger_hours(const surroundings& around, arguments given, listener&) {
    const account_name whose = account_named({}, given.text("account"));
    journal::hour_filter which;
    which.account = whose.account;
    which.from = given.time("from");
    which.to = given.time("to");
    const auto limit = static_cast<int>(given.integer("limit", 10'000, 1, most_hours));
    which.limit = limit + 1;
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    auto found = co_await around.journal.hours(std::move(which));
    if (!found) co_return std::unexpected(found.error());
    const bool more = std::ssize(*found) > limit;
    if (more) found->pop_back();
    std::erase_if(*found, [&](const journal::hour_line& line) {
        return !whose.platform.empty() && line.platform != whose.platform;
    });
    if (found->empty()) {
        const auto known = co_await check_account(around, whose);
        if (!known) co_return std::unexpected(known.error());
    }
    json::object out;
    out["hours"] = to_json_list(*found);
    out["more"] = more;
    co_return out;
}

}  // namespace earshot::control
