// Commands that look and change nothing.
#include <algorithm>
#include <boost/json.hpp>

#include "control/commands.hpp"
#include "control/dead_selection.hpp"
#include "control/known_names.hpp"
#include "control/records_json.hpp"

namespace earshot::control {

namespace json = boost::json;

namespace {

constexpr int most_listed = 10'000;
constexpr std::size_t raw_shown = 16 << 10;

json::object one(json::string_view name, json::value content) {
    json::object out;
    out[name] = std::move(content);
    return out;
}

// Who waits for a person, and with which command that person begins.
json::array dead_letters_of(const std::vector<journal::outbox_summary>& queues) {
    json::array all;
    for (const journal::outbox_summary& one : queues) {
        if (one.dead == 0) continue;
        json::object item;
        item["destination"] = one.destination;
        item["dead"] = one.dead;
        item["next"] = "earshot dead list --destination " + one.destination;
        all.emplace_back(std::move(item));
    }
    return all;
}

std::int64_t all_dead(const std::vector<journal::outbox_summary>& queues) {
    std::int64_t all = 0;
    for (const journal::outbox_summary& one : queues) all += one.dead;
    return all;
}

// One more was asked for than may be shown. True: there are more.
template <class T>
bool cut_to(int limit, std::vector<T>& items) {
    if (std::ssize(items) <= limit) return false;
    items.resize(static_cast<std::size_t>(limit));
    return true;
}

std::int64_t waiting_for(const std::string& destination,
                         const std::vector<journal::outbox_summary>& queues) {
    const auto found =
        std::ranges::find(queues, destination, &journal::outbox_summary::destination);
    return found == queues.end() ? 0 : found->waiting + found->retrying + found->in_flight;
}

json::array suspended_of(const daemon_status& now,
                         const std::vector<journal::outbox_summary>& queues) {
    json::array all;
    for (const channel_view& channel : now.channels)
        for (const suspension& one : channel.suspended) {
            json::object item = to_json(one);
            item["waiting"] = waiting_for(one.destination, queues);
            item["next"] = "earshot outbox";
            all.emplace_back(std::move(item));
        }
    return all;
}

// Sinks that are configured no more, and for which something waits: a person decides.
json::array gone_sinks_of(const daemon_status& now,
                          const std::vector<journal::outbox_summary>& queues) {
    json::array all;
    for (const journal::outbox_summary& one : queues) {
        const bool configured = std::ranges::any_of(now.channels, [&](const channel_view& channel) {
            return !channel.account && "sink:" + channel.instance.name == one.destination;
        });
        const std::int64_t waiting = one.waiting + one.retrying + one.in_flight;
        if (!one.destination.starts_with("sink:") || configured || waiting == 0) continue;
        json::object item;
        item["destination"] = one.destination;
        item["waiting"] = waiting;
        all.emplace_back(std::move(item));
    }
    return all;
}

}  // namespace

task<answer> status(const surroundings& around, arguments given, listener&) {
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto newest = co_await around.journal.newest();
    const auto queues = co_await around.journal.outbox();
    const daemon_status now = around.daemon.status();
    json::object log;
    log["newest"] = newest ? json::value(*newest) : json::value(nullptr);
    log["desk_position"] = now.desk_position;
    log["lag"] = newest ? json::value(*newest - now.desk_position) : json::value(nullptr);
    log["problem"] = !newest   ? to_string(newest.error())
                     : !queues ? to_string(queues.error())
                               : std::string();
    json::object out;
    out["version"] = EARSHOT_VERSION;
    out["configuration"] = now.configuration_file;
    out["started"] = to_json(now.started);
    out["now"] = to_json(around.time.now());
    out["last_reload"] = now.last_reload;
    out["journal"] = std::move(log);
    out["instances"] = to_json_list(now.channels);
    const auto known = queues.value_or(std::vector<journal::outbox_summary>());
    out["suspended"] = suspended_of(now, known);
    out["gone_sinks"] = gone_sinks_of(now, known);
    out["dead_letters"] = queues ? json::value(dead_letters_of(known)) : json::value(nullptr);
    co_return out;
}

task<answer> outbox(const surroundings& around, arguments given, listener&) {
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto found = co_await around.journal.outbox();
    if (!found) co_return std::unexpected(found.error());
    json::object out = one("destinations", to_json_list(*found));
    out["now"] = to_json(around.time.now());
    co_return out;
}

task<answer> dead_list(const surroundings& around, arguments given, listener&) {
    const journal::dead_filter which = dead_selection(given);
    const auto limit = static_cast<int>(given.integer("limit", 100, 1, most_listed));
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    auto found = co_await around.journal.dead_letters(which, limit + 1);
    if (!found) co_return std::unexpected(found.error());
    const auto queues = co_await around.journal.outbox();
    if (!queues) co_return std::unexpected(queues.error());
    if (found->empty()) {
        const auto known = co_await check_destination(around, which.destination);
        if (!known) co_return std::unexpected(known.error());
    }
    const bool more = cut_to(limit, *found);
    json::object out = one("dead", to_json_list(*found));
    out["more"] = more;
    out["all"] = all_dead(*queues);
    co_return out;
}

task<answer> dead_show(const surroundings& around, arguments given, listener&) {
    const std::int64_t id = given.integer("id", 0, 0, INT64_MAX);
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    journal::dead_filter which;
    which.ids.push_back(id);
    const auto found = co_await around.journal.dead_letters(which, 1);
    if (!found) co_return std::unexpected(found.error());
    if (found->empty())
        co_return fail(error_kind::gone, "control.no_dead_letter",
                       "there is no dead letter " + std::to_string(id) +
                           "; `earshot dead list` shows those there are");
    const auto about = co_await around.journal.read(found->front().about - 1, 1);
    if (!about) co_return std::unexpected(about.error());
    json::object out = one("dead", to_json(found->front()));
    const bool there = !about->empty() && about->front().seq == found->front().about;
    out["entry"] = there ? json::value(to_json(about->front())) : json::value(nullptr);
    co_return out;
}

task<answer> quarantine_list(const surroundings& around, arguments given, listener&) {
    const auto limit = static_cast<int>(given.integer("limit", 100, 1, 1'000));
    const bool raw = given.flag("raw");
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    auto found = co_await around.journal.quarantine(limit + 1);
    if (!found) co_return std::unexpected(found.error());
    const bool more = cut_to(limit, *found);
    json::array items;
    for (const journal::quarantined_item& item : *found)
        items.emplace_back(to_json(item, raw ? raw_shown : 0));
    json::object out = one("quarantined", std::move(items));
    out["more"] = more;
    co_return out;
}

task<answer> ledger(const surroundings& around, arguments given, listener&) {
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto found = co_await around.journal.account();
    if (!found) co_return std::unexpected(found.error());
    const auto broken = found->broken();
    json::object out = one("closes", broken.empty());
    out["broken"] = to_json_list(broken);
    out["intake"] = to_json_list(found->intake);
    out["delivery"] = to_json_list(found->delivery);
    co_return out;
}

}  // namespace earshot::control
