// Fills a journal with messages that have been understood and delivered long ago: the past of a
// busy daemon.
//
// Usage: earshot-bench-fill JOURNAL COUNT CONFIGURATION TEXTS
//
// Languages and rules are those of the configuration; the texts are the lines of a file, in turn.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>

#include "app/load_configuration.hpp"
#include "app/policy.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "desk/decide.hpp"
#include "desk/recall.hpp"
#include "journal/sqlite_journal.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

constexpr std::int64_t batch_size = 500;
constexpr std::int64_t first_id = 1'500'000'000'000'000'000;

struct past {
    desk::policy rules;
    std::vector<std::string> texts;

    message make(std::int64_t number) const {
        message item;
        item.platform = "x";
        item.account = "noordzee";
        item.object_id = std::to_string(first_id + number);
        item.thread_id = item.object_id;
        item.by.id = std::to_string(2'000'000 + number % 50'000);
        item.by.handle = "traveller" + std::to_string(number % 50'000);
        item.by.display_name = "A. Traveller";
        item.addressed = true;
        item.text = texts[static_cast<std::size_t>(number) % texts.size()];
        item.display_text = item.text;
        item.permalink = "https://x.com/" + item.by.handle + "/status/" + item.object_id;
        item.created = item.received =
            timestamp{std::chrono::days{20'000}} + duration{number * 100};
        item.raw.assign(1'400, 'r');
        return item;
    }
};

// Throws where the journal refuses: a bench without its past measures nothing.
template <class T>
T must(result<T> outcome) {
    if (!outcome) throw std::runtime_error(to_string(outcome.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

task<void> append(journal::journal& into, const past& before, std::int64_t first) {
    journal::arrival some;
    some.platform = "x";
    some.account = "noordzee";
    for (std::int64_t i = 0; i < batch_size; ++i)
        some.items.messages.push_back(before.make(first + i));
    std::vector<journal::arrival> arrivals;
    arrivals.push_back(std::move(some));
    must(co_await into.append(std::move(arrivals)));
}

task<void> decide(journal::journal& into, const past& before) {
    const auto reached = must(co_await into.desk_position());
    const auto entries = must(co_await into.read(reached, batch_size + 8));
    std::vector<desk::event> events;
    std::set<std::string> keys;
    for (const journal::entry& one : entries) {
        events.push_back(must(desk::read_event(one)));
        for (std::string& key : desk::keys_for(events.back())) keys.insert(std::move(key));
    }
    cases::memory memory;
    std::vector<std::string> wanted(keys.begin(), keys.end());
    must(co_await desk::recall(into, std::move(wanted), memory));
    journal::decisions made;
    for (const desk::event& one : events) desk::decide(before.rules, memory, one, {}, made);
    for (cases::stored& one : memory.changes())
        made.memory.push_back({std::move(one.key), std::move(one.body)});
    made.position = entries.back().seq;
    must(co_await into.decide(std::move(made)));
}

task<void> deliver(journal::journal& into, const earshot::clock& time) {
    const timestamp now = time.now();
    const auto leased =
        must(co_await into.lease("sink:helpdesk", now, now + duration{60'000}, batch_size));
    std::vector<journal::settlement> done;
    for (const journal::outbox_item& item : leased) {
        done.emplace_back().id = item.id;
        done.back().proof.id = item.key;
    }
    must(co_await into.settle(std::move(done)));
}

task<void> fill(journal::journal& into, const earshot::clock& time, past before,
                std::int64_t count) {
    for (std::int64_t at = 0; at < count; at += batch_size) {
        co_await append(into, before, at);
        co_await decide(into, before);
        co_await deliver(into, time);
    }
}

past read_past(const std::string& configuration, const std::string& texts) {
    const auto written = must(app::load_daemon_part(configuration));
    base::config_problems problems;
    past out{app::policy_of(written, app::load_knowledge(written, problems)), {}};
    if (!problems.empty()) throw std::runtime_error(problems.text());
    std::ifstream lines(texts);
    for (std::string line; std::getline(lines, line);) out.texts.push_back(line);
    if (out.texts.empty()) throw std::runtime_error("no texts in " + texts);
    return out;
}

}  // namespace

int main(int count, char** words) {
    if (count != 5) {
        std::cerr << "usage: earshot-bench-fill JOURNAL COUNT CONFIGURATION TEXTS\n";
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
    past before = read_past(words[3], words[4]);
    asio::co_spawn(loop, fill(**opened, time, std::move(before), std::atoll(words[2])),
                   [&](std::exception_ptr p) {
                       problem = p;
                       loop.stop();
                   });
    loop.run();
    if (problem) std::rethrow_exception(problem);
    return 0;
}
