#include "intake/poller.hpp"

#include "base/task_scope.hpp"
#include "catch.hpp"
#include "run_task.hpp"
#include "scripted_instance.hpp"
#include "temporary_journal.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

poll_result page(std::initializer_list<const char*> ids, std::string cursor, bool finished) {
    poll_result out;
    for (const char* id : ids) out.items.messages.push_back(tests::some_message("", id));
    out.cursor = std::move(cursor);
    out.more = !finished;
    out.finished = finished;
    return out;
}

// Polls until the source says that it has finished.
task<void> poll_to_the_end(tests::temporary_journal& journal, tests::scripted_instance& source) {
    const auto loop = co_await asio::this_coro::executor;
    intake::turnstile turns(loop, 1);
    intake::poller_options options;
    options.pace.failure = {.first = duration{0}, .cap = duration{0}};
    options.pace.unauthorized = duration{1};
    options.random = [] { return 0.0; };
    options.stored = [] {};
    intake::poller poller(loop, source, *journal, turns, journal.clock, journal.log, options);
    co_await poller.run();
}

task<std::vector<std::string>> stored_ids(tests::temporary_journal& journal) {
    auto read = co_await journal->read(0, 100);
    std::vector<std::string> ids;
    for (const journal::entry& one : tests::must(std::move(read)))
        ids.push_back(tests::must(message_from_json(one.body)).object_id);
    co_return ids;
}

}  // namespace

TEST_CASE(
    "poller: each page is stored with the cursor that follows it, and the next begins there") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        tests::temporary_journal journal(loop);
        tests::scripted_instance source("klm");
        std::vector<std::string> cursors;
        source.on_poll = [&](poll_request request) -> task<result<poll_result>> {
            cursors.push_back(request.cursor);
            const bool last = request.cursor == "one";
            auto next = last ? page({"3"}, "two", true) : page({"1", "2"}, "one", false);
            co_return next;
        };
        co_await poll_to_the_end(journal, source);
        CHECK(cursors == std::vector<std::string>{"", "one"});
        auto ids = co_await stored_ids(journal);
        CHECK(ids == std::vector<std::string>{"1", "2", "3"});
        auto cursor = co_await journal->cursor("fake", "klm");
        CHECK(tests::must(std::move(cursor)) == "two");
    });
}

TEST_CASE("poller: a page that comes again is known") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        tests::temporary_journal journal(loop);
        tests::scripted_instance source("klm");
        int calls = 0;
        source.on_poll = [&](poll_request) -> task<result<poll_result>> {
            auto next = page({"1", "2"}, "same", ++calls == 3);
            co_return next;
        };
        co_await poll_to_the_end(journal, source);
        auto ids = co_await stored_ids(journal);
        CHECK(ids.size() == 2);
        auto account = co_await journal->account();
        const journal::ledger ledger = tests::must(std::move(account));
        CHECK(ledger.intake.at(0).counts.received == 6);
        CHECK(ledger.intake.at(0).counts.duplicates == 4);
        CHECK(ledger.closes());
    });
}

TEST_CASE("poller: identity comes from the configuration, whatever the plugin claims") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        tests::temporary_journal journal(loop);
        tests::scripted_instance source("klm", "x");
        source.on_poll = [](poll_request) -> task<result<poll_result>> {
            auto next = page({"1"}, "end", true);
            next.items.messages[0].platform = "another";
            next.items.messages[0].account = "not klm";
            co_return next;
        };
        co_await poll_to_the_end(journal, source);
        auto found = co_await journal->find_message("x", "klm", "1");
        CHECK(found.has_value());
    });
}

TEST_CASE("poller: a malformed object is put aside and the rest goes on") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        tests::temporary_journal journal(loop);
        tests::scripted_instance source("klm");
        source.on_poll = [](poll_request) -> task<result<poll_result>> {
            auto next = page({"1", "2"}, "end", true);
            next.items.rejects.push_back({"{\"id\":7}", "id: not a text", "7"});
            co_return next;
        };
        co_await poll_to_the_end(journal, source);
        auto ids = co_await stored_ids(journal);
        CHECK(ids.size() == 2);
        auto aside = co_await journal->quarantine(10);
        const auto items = tests::must(std::move(aside));
        REQUIRE(items.size() == 1);
        CHECK(items[0].raw == "{\"id\":7}");
        CHECK(items[0].reason == "id: not a text");
        CHECK(journal.log.has("intake.quarantined", "klm"));
    });
}

TEST_CASE("poller: one alarm when the credential dies, one line when it works again") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        tests::temporary_journal journal(loop);
        tests::scripted_instance source("klm");
        int calls = 0;
        source.on_poll = [&](poll_request) -> task<result<poll_result>> {
            if (++calls <= 3) co_return fail(error_kind::unauthorized, "x.token", "expired");
            auto next = page({"1"}, "end", true);
            co_return next;
        };
        co_await poll_to_the_end(journal, source);
        int alarms = 0;
        for (const std::string& line : journal.log.events())
            alarms += line.find("intake.unauthorized") != line.npos;
        CHECK(alarms == 1);
        CHECK(journal.log.has("intake.recovered", "klm"));
    });
}
