#include "plugins/services/vault_service.hpp"

#include <map>

#include "base/task_scope.hpp"
#include "catch.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"

using namespace earshot;
using plugins::vault_service;
namespace asio = boost::asio;

namespace {

class memory_store final : public store {
public:
    task<result<std::optional<std::string>>> get(std::string key) override {
        if (broken) co_return fail(error_kind::transient, "state.io", "the disk does not answer");
        const auto found = values.find(key);
        if (found == values.end()) co_return std::nullopt;
        co_return found->second;
    }

    task<result<void>> put(std::string key, std::string value) override {
        values[key] = std::move(value);
        co_return result<void>();
    }

    std::map<std::string, std::string> values;
    bool broken = false;
};

// Callers of one vault, and what each was given.
struct counter {
    explicit counter(asio::any_io_executor loop) : safe(kept), tasks(loop, log) {}

    void ask(base::task_scope& in) {
        auto one = [](counter& self) -> task<void> {
            self.given.push_back(co_await self.safe.take());
        };
        in.spawn("caller", one(*this));
    }

    tests::recording_log log;
    memory_store kept;
    vault_service safe;
    std::vector<result<vault_turn>> given;
    base::task_scope tasks;
};

task<void> let_others_run() {
    for (int i = 0; i < 5; ++i)
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
}

template <class Body>
void with_vault(Body body) {
    tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        counter at(loop);
        co_await body(at);
        co_await at.tasks.join();
    });
}

}  // namespace

TEST_CASE("vault: what is kept in one turn is there in the next, and after a restart") {
    with_vault([](counter& at) -> task<void> {
        const auto first = co_await at.safe.take();
        CHECK(first->kept.empty());
        CHECK(co_await at.safe.keep(first->number, "tokens"));
        at.safe.end(first->number);
        vault_service again(at.kept);
        CHECK((co_await again.take())->kept == "tokens");
    });
}

TEST_CASE("vault: who asks while another has the turn waits, and then finds what that one kept") {
    with_vault([](counter& at) -> task<void> {
        const auto first = co_await at.safe.take();
        at.ask(at.tasks);
        at.ask(at.tasks);
        co_await let_others_run();
        CHECK(at.given.empty());
        CHECK(co_await at.safe.keep(first->number, "new"));
        at.safe.end(first->number);
        co_await let_others_run();
        REQUIRE(at.given.size() == 1);
        CHECK(at.given[0]->kept == "new");
        at.safe.end(at.given[0]->number);
        co_await at.tasks.join();
        REQUIRE(at.given.size() == 2);
        at.safe.end(at.given[1]->number);
    });
}

TEST_CASE("vault: nothing is kept out of turn") {
    with_vault([](counter& at) -> task<void> {
        CHECK((co_await at.safe.keep(0, "x")).error().kind == error_kind::conflict);
        const auto first = co_await at.safe.take();
        at.safe.end(first->number);
        CHECK((co_await at.safe.keep(first->number, "x")).error().code == "vault.turn_over");
        const auto second = co_await at.safe.take();
        at.safe.end(first->number);  // over already: the second turn goes on
        CHECK(co_await at.safe.keep(second->number, "y"));
        CHECK(at.kept.values.at("vault") == "y");
    });
}

TEST_CASE("vault: a caller that gives up leaves the turn to the next in line") {
    with_vault([](counter& at) -> task<void> {
        const auto first = co_await at.safe.take();
        base::task_scope hurried(co_await asio::this_coro::executor, at.log);
        at.ask(hurried);
        co_await let_others_run();
        at.ask(at.tasks);
        co_await let_others_run();
        at.safe.end(first->number);  // rings for the one that is cancelled at this moment
        hurried.cancel();
        co_await hurried.join();
        co_await at.tasks.join();
        REQUIRE(at.given.size() == 2);
        CHECK(at.given[0].error().kind == error_kind::cancelled);
        CHECK(at.given[1]);
    });
}

TEST_CASE("vault: a disk that does not answer holds up nobody's turn") {
    with_vault([](counter& at) -> task<void> {
        at.kept.broken = true;
        CHECK((co_await at.safe.take()).error().code == "state.io");
        at.kept.broken = false;
        CHECK(co_await at.safe.take());
    });
}
