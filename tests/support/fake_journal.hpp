// A journal in memory, for tests of what stands above it. What operators do not ask is refused.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <map>

#include "journal/journal.hpp"

namespace earshot::tests {

class fake_journal final : public journal::journal {
public:
    std::vector<earshot::journal::entry> entries;
    std::vector<earshot::journal::outbox_summary> summaries;
    std::vector<earshot::journal::dead_letter> dead;
    std::vector<earshot::journal::quarantined_item> aside;
    earshot::journal::ledger books;
    std::map<earshot::journal::sequence, understanding> understood;
    std::vector<reply> appended;
    std::optional<error> broken;  // every question is answered with it
    duration slowness{0};         // of questions about the outbox

    void add(earshot::journal::entry_kind kind, std::string body) {
        const auto seq = static_cast<earshot::journal::sequence>(entries.size()) + 1;
        entries.push_back({seq, timestamp{std::chrono::days{20'000}}, kind, std::move(body)});
    }

    task<result<std::int64_t>> store_request(std::string, webhook_request) override {
        co_return not_asked();
    }
    task<result<std::vector<earshot::journal::inbox_item>>> take_requests(std::vector<std::string>,
                                                                          std::int64_t,
                                                                          int) override {
        co_return not_asked();
    }
    task<result<void>> quarantine_request(std::int64_t, std::string, std::string) override {
        co_return not_asked();
    }

    // An id appended before is a duplicate.
    task<result<std::vector<earshot::journal::intake_counts>>> append(
        std::vector<earshot::journal::arrival> arrivals) override {
        if (broken) co_return std::unexpected(*broken);
        earshot::journal::intake_counts counts;
        for (earshot::journal::arrival& one : arrivals)
            for (reply& item : one.items.replies) {
                const bool known =
                    std::ranges::find(appended, item.id, &reply::id) != appended.end();
                ++counts.received;
                ++(known ? counts.duplicates : counts.stored);
                if (!known) appended.push_back(std::move(item));
            }
        co_return std::vector{counts};
    }

    task<result<std::string>> cursor(std::string, std::string) override { co_return not_asked(); }

    task<result<earshot::journal::sequence>> record(std::string body) override {
        if (broken) co_return std::unexpected(*broken);
        add(earshot::journal::entry_kind::command, std::move(body));
        co_return entries.back().seq;
    }

    task<result<std::vector<earshot::journal::entry>>> read(earshot::journal::sequence after,
                                                            int limit) override {
        if (broken) co_return std::unexpected(*broken);
        std::vector<earshot::journal::entry> found;
        for (const earshot::journal::entry& item : entries)
            if (item.seq > after && std::ssize(found) < limit) found.push_back(item);
        co_return found;
    }

    task<result<earshot::journal::sequence>> newest() override {
        if (broken) co_return std::unexpected(*broken);
        co_return entries.empty() ? 0 : entries.back().seq;
    }

    // Everything was handed over.
    task<result<std::vector<earshot::journal::sequence>>> handed_over(
        std::string, std::string, std::vector<earshot::journal::sequence> messages,
        timestamp) override {
        co_return messages;
    }

    task<result<std::vector<earshot::journal::sequence>>> on_the_way(
        std::string, std::string, std::vector<earshot::journal::sequence>, timestamp) override {
        co_return std::vector<earshot::journal::sequence>();
    }

    task<result<std::vector<earshot::journal::answer_copy>>> copies_before(
        earshot::journal::sequence) override {
        co_return std::vector<earshot::journal::answer_copy>();
    }

    task<result<earshot::journal::entry>> find_message(std::string platform, std::string account,
                                                       std::string object_id) override {
        for (const earshot::journal::entry& item : entries) {
            const auto known = message_from_json(item.body);
            if (known && known->platform == platform && known->account == account &&
                known->object_id == object_id)
                co_return item;
        }
        co_return fail(error_kind::gone, "journal.no_message", "there is no such message");
    }

    task<result<std::string>> raw(earshot::journal::sequence) override { co_return not_asked(); }
    task<result<earshot::journal::sequence>> desk_position() override { co_return not_asked(); }
    task<result<void>> decide(earshot::journal::decisions) override { co_return not_asked(); }
    task<result<std::vector<earshot::journal::sink_kind>>> sinks() override {
        co_return not_asked();
    }
    task<result<std::int64_t>> note_sink(earshot::journal::sink_kind) override {
        co_return not_asked();
    }
    // By key.
    std::map<std::string, std::string> memory;

    task<result<std::vector<earshot::journal::remembered>>> recall(
        std::vector<std::string> keys) override {
        std::vector<earshot::journal::remembered> found;
        for (const std::string& key : keys)
            if (memory.contains(key)) found.push_back({key, memory.at(key)});
        co_return found;
    }
    task<result<std::vector<earshot::journal::remembered>>> recall_between(std::string first,
                                                                           std::string last,
                                                                           int limit) override {
        std::vector<earshot::journal::remembered> found;
        for (auto at = memory.lower_bound(first);
             at != memory.lower_bound(last) && std::ssize(found) < limit; ++at)
            found.push_back({at->first, at->second});
        co_return found;
    }
    task<result<std::vector<earshot::journal::outbox_item>>> lease(std::string, timestamp,
                                                                   timestamp, int) override {
        co_return not_asked();
    }
    task<result<void>> settle(std::vector<earshot::journal::settlement>) override {
        co_return not_asked();
    }
    task<result<timestamp>> next_due(std::string) override { co_return not_asked(); }
    task<result<std::vector<earshot::journal::waiting_item>>> waiting(std::string, timestamp,
                                                                      int) override {
        co_return not_asked();
    }

    task<result<std::vector<earshot::journal::outbox_summary>>> outbox() override {
        if (broken) co_return std::unexpected(*broken);
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, slowness);
        co_await timer.async_wait(boost::asio::use_awaitable);
        co_return summaries;
    }

    task<result<std::vector<earshot::journal::dead_letter>>> dead_letters(
        earshot::journal::dead_filter which, int limit) override {
        std::vector<earshot::journal::dead_letter> found;
        for (const earshot::journal::dead_letter& item : dead)
            if (selected(which, item) && std::ssize(found) < limit) found.push_back(item);
        co_return found;
    }

    task<result<std::int64_t>> replay_dead(earshot::journal::dead_filter which,
                                           bool dry_run) override {
        const auto before = std::ssize(dead);
        const auto chosen = [&](const auto& item) { return selected(which, item); };
        if (dry_run) co_return std::ranges::count_if(dead, chosen);
        std::erase_if(dead, chosen);
        co_return before - std::ssize(dead);
    }

    task<result<std::vector<earshot::journal::quarantined_item>>> quarantine(int) override {
        co_return aside;
    }
    task<result<earshot::journal::ledger>> account() override { co_return books; }

    std::vector<earshot::journal::hour_line> by_hour;
    std::vector<earshot::journal::account_activity> seen;
    timestamp alive;

    task<result<std::vector<earshot::journal::hour_line>>> hours(
        earshot::journal::hour_filter which) override {
        if (broken) co_return std::unexpected(*broken);
        std::vector<earshot::journal::hour_line> found;
        for (const earshot::journal::hour_line& line : by_hour)
            if ((which.account.empty() || which.account == line.account) &&
                line.hour >= which.from && (which.to == timestamp{} || line.hour < which.to))
                found.push_back(line);
        co_return found;
    }
    task<result<std::vector<earshot::journal::account_activity>>> activity() override {
        if (broken) co_return std::unexpected(*broken);
        co_return seen;
    }
    task<result<void>> note_alive(timestamp at) override {
        if (broken) co_return std::unexpected(*broken);
        alive = at;
        co_return result<void>();
    }
    task<result<timestamp>> last_alive() override { co_return alive; }

    task<result<understanding>> understanding_of(earshot::journal::sequence about) override {
        if (broken) co_return std::unexpected(*broken);
        if (const auto found = understood.find(about); found != understood.end())
            co_return found->second;
        co_return fail(error_kind::gone, "journal.no_understanding", "nothing was understood");
    }

    // By the answer that was refused.
    std::map<earshot::journal::sequence, earshot::journal::entry> refusals;

    task<result<earshot::journal::entry>> refusal_of(earshot::journal::sequence answer) override {
        if (broken) co_return std::unexpected(*broken);
        if (const auto found = refusals.find(answer); found != refusals.end())
            co_return found->second;
        co_return fail(error_kind::gone, "journal.no_refusal", "it was not refused");
    }

    task<result<earshot::journal::entry>> find_reply(std::string origin, std::string id) override {
        if (broken) co_return std::unexpected(*broken);
        for (const reply& item : appended)
            if (item.origin == origin && item.id == id)
                co_return earshot::journal::entry{0, timestamp{std::chrono::days{20'000}},
                                                  earshot::journal::entry_kind::reply,
                                                  to_json(item)};
        co_return fail(error_kind::gone, "journal.no_reply", "there is no such answer");
    }

private:
    static std::unexpected<error> not_asked() {
        return fail(error_kind::permanent, "fake.not_asked", "operators do not ask this");
    }

    static bool selected(const earshot::journal::dead_filter& which,
                         const earshot::journal::dead_letter& item) {
        const bool named =
            which.ids.empty() || std::ranges::find(which.ids, item.id) != which.ids.end();
        return named && (which.destination.empty() || which.destination == item.destination) &&
               (which.from == timestamp{} || item.died >= which.from) &&
               (which.to == timestamp{} || item.died <= which.to);
    }
};

}  // namespace earshot::tests
