#include "plugins/loop_watch.hpp"
#include "catch.hpp"
#include "recording_log.hpp"

using namespace earshot;
using plugins::loop_mark;
using plugins::loop_watch_fsm;
using std::chrono::milliseconds;

namespace {

constexpr loop_watch_fsm::instant start{};

}  // namespace

TEST_CASE("loop watch: a piece of a call that lasts is found, and is news once") {
    loop_watch_fsm watch(duration{100});
    const loop_mark mark{7, 42};
    CHECK_FALSE(watch.look(mark, start));
    CHECK_FALSE(watch.look(mark, start + milliseconds{99}));
    const auto first = watch.look(mark, start + milliseconds{100});
    REQUIRE(first);
    CHECK(first->call == 42);
    CHECK(first->held == duration{100});
    CHECK(first->news);
    const auto second = watch.look(mark, start + milliseconds{150});
    REQUIRE(second);
    CHECK(second->held == duration{150});
    CHECK_FALSE(second->news);
}

TEST_CASE("loop watch: many short pieces of one call are not one long one") {
    loop_watch_fsm watch(duration{100});
    for (std::uint32_t piece = 1; piece < 50; ++piece)
        CHECK_FALSE(watch.look({piece, 42}, start + piece * milliseconds{50}));
}

TEST_CASE("loop watch: a loop that runs no plugin may rest as long as it likes") {
    loop_watch_fsm watch(duration{100});
    CHECK_FALSE(watch.look({1, 0}, start));
    CHECK_FALSE(watch.look({1, 0}, start + std::chrono::hours{1}));
}

TEST_CASE("loop watch: a call that starts after one that blocked is not blamed for it") {
    loop_watch_fsm watch(duration{100});
    CHECK_FALSE(watch.look({1, 42}, start));
    CHECK(watch.look({1, 42}, start + milliseconds{500}));
    CHECK_FALSE(watch.look({2, 43}, start + milliseconds{501}));
    const auto next = watch.look({2, 43}, start + milliseconds{601});
    REQUIRE(next);
    CHECK(next->held == duration{100});
    CHECK(next->news);
}

TEST_CASE("loop watch: what runs inside a call gives the loop back to the call") {
    tests::recording_log log;
    plugins::loop_watch watch(log);
    const auto klm = watch.add("x", "klm");
    const auto desk = watch.add("rt", "desk");
    const std::uint32_t outer = watched_call(*klm, plugins::call_kind::accept);
    const std::uint32_t inner = watched_call(*desk, plugins::call_kind::length);
    CHECK(outer != inner);
    watch.enter(outer);
    {
        const plugins::watched_piece piece(watch, inner);
        CHECK(watch.enter(inner) == inner);
    }
    CHECK(watch.enter(0) == outer);
}

TEST_CASE("loop watch: the number of an instance that is gone is given again") {
    tests::recording_log log;
    plugins::loop_watch watch(log);
    auto first = watch.add("x", "klm");
    const auto second = watch.add("x", "kpn");
    const std::uint32_t number = first->number;
    first.reset();
    CHECK(watch.add("x", "ns")->number == number);
    CHECK(second->number != number);
}
