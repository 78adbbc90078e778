#include "base/ids.hpp"

#include "base/clock.hpp"
#include "catch.hpp"

using namespace earshot::base;

TEST_CASE("ids: ascending within one millisecond and beyond, in the form of UUIDv7") {
    manual_clock clock;
    random_ids ids(clock);
    std::string last = ids.next();
    REQUIRE(last.size() == 36);
    CHECK(last[14] == '7');
    CHECK(std::string("89ab").find(last[19]) != std::string::npos);
    for (int i = 0; i < 10'000; ++i) {
        const std::string next = ids.next();
        REQUIRE(last < next);
        last = next;
    }
}

TEST_CASE("ids: a clock set back does not bring an id back") {
    manual_clock clock;
    random_ids ids(clock);
    const std::string before = ids.next();
    clock.advance(earshot::duration{-3'600'000});
    CHECK(before < ids.next());
}

TEST_CASE("ids: nonces have the length asked for and differ") {
    manual_clock clock;
    random_ids ids(clock);
    CHECK(ids.nonce(42).size() == 42);
    CHECK(ids.nonce(42) != ids.nonce(42));
}
