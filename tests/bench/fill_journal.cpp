// Fills a journal with messages that have been delivered long ago: the past of a busy daemon.
//
// Usage: earshot-bench-fill JOURNAL COUNT
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <iostream>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "journal/sqlite_journal.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

constexpr std::int64_t batch_size = 500;
constexpr std::int64_t first_id = 1'500'000'000'000'000'000;

message past_message(std::int64_t number) {
    message item;
    item.platform = "x";
    item.account = "noordzee";
    item.object_id = std::to_string(first_id + number);
    item.thread_id = item.object_id;
    item.by.id = std::to_string(2'000'000 + number % 50'000);
    item.by.handle = "traveller" + std::to_string(number % 50'000);
    item.by.display_name = "A. Traveller";
    item.text =
        "@NoordzeeAir mijn koffer is niet meegekomen vanuit Oslo (" + std::to_string(number) + ")";
    item.display_text = item.text;
    item.permalink = "https://x.com/" + item.by.handle + "/status/" + item.object_id;
    item.created = item.received = timestamp{std::chrono::days{20'000}} + duration{number * 100};
    item.raw.assign(1'400, 'r');
    return item;
}

// Throws where the journal refuses: a bench without its past measures nothing.
template <class T>
T must(result<T> outcome) {
    if (!outcome) throw std::runtime_error(to_string(outcome.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

task<void> add_batch(journal::journal& into, const earshot::clock& time, std::int64_t first) {
    journal::arrival past;
    past.platform = "x";
    past.account = "noordzee";
    for (std::int64_t i = 0; i < batch_size; ++i)
        past.items.messages.push_back(past_message(first + i));
    std::vector<journal::arrival> arrivals;
    arrivals.push_back(std::move(past));
    auto counted = co_await into.append(std::move(arrivals));
    must(std::move(counted));
    auto reached = co_await into.desk_position();
    auto entries = co_await into.read(must(std::move(reached)), batch_size + 8);
    journal::decisions made;
    for (const journal::entry& one : must(std::move(entries))) {
        made.position = one.seq;
        if (one.kind != journal::entry_kind::message) continue;
        journal::enqueue& next = made.enqueued.emplace_back();
        next.destination = "sink:helpdesk";
        next.about = one.seq;
        next.conversation = next.key = "past/" + std::to_string(one.seq);
    }
    auto decided = co_await into.decide(std::move(made));
    must(std::move(decided));
    const timestamp now = time.now();
    auto leased = co_await into.lease("sink:helpdesk", now, now + duration{60'000}, batch_size);
    std::vector<journal::settlement> done;
    for (const journal::outbox_item& item : must(std::move(leased))) {
        done.emplace_back().id = item.id;
        done.back().proof.id = item.key;
    }
    auto settled = co_await into.settle(std::move(done));
    must(std::move(settled));
}

task<void> fill(journal::journal& into, const earshot::clock& time, std::int64_t count) {
    for (std::int64_t at = 0; at < count; at += batch_size) co_await add_batch(into, time, at);
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "usage: earshot-bench-fill JOURNAL COUNT\n";
        return 2;
    }
    asio::io_context loop;
    base::system_clock time;
    base::process_log log(base::log_format::plain, log_level::warning);
    auto opened = journal::open_sqlite_journal(words[1], loop.get_executor(), time, log);
    if (!opened) {
        std::cerr << to_string(opened.error()) << "\n";
        return 1;
    }
    std::exception_ptr problem;
    asio::co_spawn(loop, fill(**opened, time, std::atoll(words[2])), [&](std::exception_ptr p) {
        problem = p;
        loop.stop();
    });
    loop.run();
    if (problem) std::rethrow_exception(problem);
    return 0;
}
