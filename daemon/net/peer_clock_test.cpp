#include "net/peer_clock.hpp"

#include "catch.hpp"
#include "earshot/http_date.hpp"

using namespace earshot;
using namespace std::chrono_literals;

namespace {

constexpr timestamp noon{std::chrono::days{20'000} + std::chrono::hours{12}};

struct server {
    // Answers for so long, and says that it is so late.
    void answers(timestamp asked, duration took, timestamp says) {
        http_response answer;
        answer.headers = {{"date", format_http_date(says)}};
        seen.observe(answer, asked, asked + took);
    }

    net::peer_clock seen;
};

}  // namespace

TEST_CASE_METHOD(server, "peer clock: one that agrees within an exchange agrees") {
    CHECK(seen.behind() == 0s);
    answers(noon + 900ms, 200ms, noon);
    answers(noon, 20s, noon + 10s);
    CHECK(seen.behind() == 0s);
}

TEST_CASE_METHOD(server, "peer clock: how far it is behind, or ahead, is known to a second") {
    answers(noon, 200ms, noon - 3min);
    CHECK(seen.behind() > 179s);
    CHECK(seen.behind() <= 180s);

    SECTION("and stands until an answer contradicts it") {
        const duration before = seen.behind();
        answers(noon + 1h, 40s, noon + 1h - 3min + 20s);
        CHECK(seen.behind() == before);
        answers(noon + 2h, 0s, noon + 2h);
        CHECK(seen.behind() == -500ms);
    }
    SECTION("ahead") {
        answers(noon, 200ms, noon + 5min);
        CHECK(seen.behind() >= -301s);
        CHECK(seen.behind() < -299s);
    }
}

TEST_CASE_METHOD(server, "peer clock: what tells no time of its own says nothing") {
    answers(noon, 0s, noon - 48h);
    http_response kept;
    kept.headers = {{"date", format_http_date(noon - 1h)}, {"age", "3600"}};
    seen.observe(kept, noon, noon);
    http_response other;
    seen.observe(other, noon, noon);
    other.headers = {{"date", "today"}};
    seen.observe(other, noon, noon);
    CHECK(seen.behind() == 0s);
}
