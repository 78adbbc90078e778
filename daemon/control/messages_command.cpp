// `messages`: what was said and answered, from a position on, or the last of it, or as it comes.
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>

#include "control/commands.hpp"
#include "control/message_name.hpp"
#include "control/records_json.hpp"

namespace earshot::control {

namespace json = boost::json;
using journal::sequence;

namespace {

constexpr int page = 200;  // entries in one look at the journal

struct wish {
    sequence after = 0;
    std::int64_t limit = 0;
    bool follow = false;
    bool understood = false;  // with what the desk made of it, so only once the desk has been there
    std::vector<journal::entry> unjudged;  // answers that were sent before the gate had judged them
};

bool is_talk(const journal::entry& item) {
    return item.kind == journal::entry_kind::message || item.kind == journal::entry_kind::reply;
}

// Where to begin so that the last `count` messages and replies follow: the log has other entries in
// between, so it looks back in growing steps.
task<result<sequence>> before_last(journal::journal& log, std::int64_t count) {
    const auto newest = co_await log.newest();
    if (!newest) co_return std::unexpected(newest.error());
    std::vector<sequence> found;  // newest first
    sequence end = *newest;
    while (end > 0 && std::ssize(found) < count) {
        const sequence begin = std::max<sequence>(0, end - page);
        const auto entries = co_await log.read(begin, page);
        if (!entries) co_return std::unexpected(entries.error());
        for (auto item = entries->rbegin(); item != entries->rend(); ++item)
            if (item->seq <= end && is_talk(*item)) found.push_back(item->seq);
        end = begin;
    }
    if (std::ssize(found) < count || count == 0) co_return count == 0 ? *newest : 0;
    co_return found[static_cast<std::size_t>(count) - 1] - 1;
}

task<void> pause(const surroundings& around) {
    boost::asio::steady_timer timer(around.loop, around.look_for_entries);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

task<json::object> line_of(journal::journal& log, const journal::entry& item, bool understood) {
    json::object line = to_json(item);
    if (item.kind == journal::entry_kind::reply)
        if (const auto why = co_await log.refusal_of(item.seq)) line["refused"] = refusal_in(*why);
    if (!understood || item.kind != journal::entry_kind::message) co_return line;
    const auto found = co_await log.understanding_of(item.seq);
    if (found) line["understanding"] = json::parse(to_json(*found));
    co_return line;
}

// Answers that the gate has refused since they were sent are sent once more. False: nobody listens.
task<bool> send_refused(const surroundings& around, wish& wanted, listener& to) {
    const sequence decided = around.daemon.status().desk_position;
    for (const journal::entry& item : wanted.unjudged) {
        if (item.seq > decided) continue;
        json::object line = co_await line_of(around.journal, item, wanted.understood);
        if (!line.contains("refused")) continue;
        if (!co_await to.send(std::move(line))) co_return false;
    }
    std::erase_if(wanted.unjudged, [&](const auto& item) { return item.seq <= decided; });
    co_return true;
}

// Sends what there is after `wanted.after`, and moves it. False: enough, or nobody listens.
task<result<bool>> send_entries(const surroundings& around, wish& wanted, listener& to) {
    while (true) {
        const auto entries = co_await around.journal.read(wanted.after, page);
        if (!entries) co_return std::unexpected(entries.error());
        if (entries->empty()) co_return true;
        const sequence decided = around.daemon.status().desk_position;
        for (const journal::entry& item : *entries) {
            if (wanted.understood && item.seq > decided) co_return true;
            wanted.after = item.seq;
            if (!is_talk(item)) continue;
            json::object line = co_await line_of(around.journal, item, wanted.understood);
            const bool judged = item.seq <= decided || line.contains("refused");
            if (item.kind == journal::entry_kind::reply && wanted.follow && !judged)
                wanted.unjudged.push_back(item);
            if (!co_await to.send(std::move(line))) co_return false;
            if (--wanted.limit == 0) co_return false;
        }
    }
}

}  // namespace

task<answer> messages(const surroundings& around, arguments given, listener& to) {
    wish wanted;
    const std::int64_t after = given.integer("after", -1, -1, INT64_MAX);
    const std::int64_t last = given.integer("last", 20, 0, 10'000);
    wanted.follow = given.flag("follow");
    wanted.understood = given.flag("understood");
    wanted.limit = given.integer("limit", wanted.follow ? INT64_MAX : 1'000, 1, INT64_MAX);
    wanted.after = after;
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    if (after < 0) {
        const auto begin = co_await before_last(around.journal, last);
        if (!begin) co_return std::unexpected(begin.error());
        wanted.after = *begin;
    }
    auto more = co_await send_entries(around, wanted, to);
    while (more && *more && wanted.follow && !to.gone()) {
        co_await pause(around);
        if (!co_await send_refused(around, wanted, to)) break;
        more = co_await send_entries(around, wanted, to);
    }
    if (!more) co_return std::unexpected(more.error());
    json::object out;
    out["next"] = wanted.after;
    co_return out;
}

task<answer> message_show(const surroundings& around, arguments given, listener&) {
    const std::string name = given.needed_text("message");
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto found = co_await find_message(around.journal, name);
    if (!found) co_return std::unexpected(found.error());
    co_return co_await line_of(around.journal, found->newest, true);
}

}  // namespace earshot::control
