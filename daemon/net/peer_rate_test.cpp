#include "net/peer_rate.hpp"

#include "catch.hpp"

using earshot::net::peer_rate;
using namespace std::chrono_literals;

namespace {

const peer_rate::time_point start{};

int admitted(peer_rate& rate, const std::string& peer, int requests, peer_rate::time_point when) {
    int count = 0;
    for (int i = 0; i < requests; ++i) count += rate.admit(peer, when) ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("peer rate: a second's requests at once, then as many as time allows") {
    peer_rate rate(10);
    CHECK(admitted(rate, "a", 50, start) == 10);
    CHECK(admitted(rate, "a", 50, start + 500ms) == 5);
    CHECK(admitted(rate, "a", 50, start + 60s) == 10);
}

TEST_CASE("peer rate: one peer's haste is not another's") {
    peer_rate rate(10);
    CHECK(admitted(rate, "a", 50, start) == 10);
    CHECK(admitted(rate, "b", 5, start) == 5);
}

TEST_CASE("peer rate: no bound") {
    peer_rate rate(0);
    CHECK(admitted(rate, "a", 1'000, start) == 1'000);
    CHECK(rate.peers() == 0);
}

TEST_CASE("peer rate: the table stays small, and who is throttled stays so while there is room") {
    peer_rate rate(1, 100);
    CHECK(admitted(rate, "attacker", 2, start) == 1);
    for (int i = 0; i < 90; ++i) rate.admit("old " + std::to_string(i), start - 2s);
    for (int i = 0; i < 90; ++i) rate.admit("new " + std::to_string(i), start);
    CHECK(rate.peers() <= 100);
    CHECK(admitted(rate, "attacker", 1, start) == 0);
    for (int i = 0; i < 1'000; ++i) rate.admit("many " + std::to_string(i), start);
    CHECK(rate.peers() <= 100);
}
