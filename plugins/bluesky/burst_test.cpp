// More at once than a page of the server's holds: it comes in the order it was said in, also where
// reading it is interrupted anywhere.
#include <set>

#include "bluesky/bench_fixture.hpp"
#include "catch.hpp"

namespace earshot::bluesky {
namespace {

using namespace tests;
using namespace std::chrono_literals;

const std::string asked =
    notifications_url + "?limit=100&reasons=mention&reasons=reply&reasons=quote";

std::string key_of(int number) { return "n" + std::to_string(100'000 + number); }

// A server that lists numbered posts, a second apart and the newest first, in pages of 100. What
// its tokens stand for stays where it is while posts come and go, as on the real one.
class network {
public:
    explicit network(bench& of) : on(of) { on.logs_in(); }

    void say(int first, int last, int step = 1) {
        for (int number = first; number <= last; number += step) posts_.insert(number);
        serve();
    }

    void serve() {
        on.host.http = testkit::fake_http();
        on.logs_in();
        while (const int* below = next_unserved()) serve_from(*below);
        on.host.http.always("GET", asked, 200, page_below(top));
        on.quiet();
        served_.clear();
    }

    // The next call for the page that begins there fails.
    void stumble(int below, error why) {
        on.host.http.fail("GET", asked + "&cursor=" + key_of(below), std::move(why));
    }

    void forget_tokens() {
        on.host.http = testkit::fake_http();
        on.host.http.always("GET", asked + "&cursor=", 400,
                            R"({"error":"InvalidRequest","message":"Malformed cursor"})");
        on.host.http.always("GET", asked, 200, page_below(top));
        on.quiet();
    }

    std::vector<std::string> all() const {
        std::vector<std::string> out;
        for (const int number : posts_) out.push_back(key_of(number));
        return out;
    }

private:
    static constexpr int top = 1'000'000;

    // Of the tokens given so far.
    const int* next_unserved() {
        page_below(top);
        for (const int& token : tokens_)
            if (served_.insert(token).second) return &token;
        return nullptr;
    }

    void serve_from(int below) {
        on.host.http.always("GET", asked + "&cursor=" + key_of(below), 200, page_below(below));
    }

    std::string page_below(int below) {
        std::vector<std::string> items;
        int last = 0;
        for (auto one = posts_.lower_bound(below); one != posts_.begin() && items.size() < 100;) {
            last = *--one;
            items.push_back(post_json(key_of(last), format_rfc3339(start + 1s * last)));
        }
        const bool more = items.size() == 100 && last != *posts_.begin();
        if (more) tokens_.insert(last);
        return list_json("notifications", items, more ? key_of(last) : "");
    }

    const timestamp start = at("2026-03-01T11:00:00Z");
    bench& on;
    std::set<int> posts_;
    std::set<int> tokens_;
    std::set<int> served_;
};

// What the host stored: the cursor together with what came before it, each post once.
struct journal {
    std::string cursor;
    std::vector<std::string> told;
    std::size_t most = 0;  // in one go

    void store(const poll_result& brought) {
        cursor = brought.cursor;
        most = std::max(most, brought.items.messages.size());
        for (const message& item : brought.items.messages) {
            const std::string key = item.object_id.substr(item.object_id.rfind('/') + 1);
            if (std::ranges::find(told, key) == told.end()) told.push_back(key);
        }
    }
};

// Polls until there is no more for now. How often.
int poll_to_the_end(bench& on, journal& into) {
    for (int polls = 1; polls <= 100; ++polls) {
        const auto brought = on.poll(into.cursor);
        REQUIRE(brought);
        into.store(*brought);
        if (!brought->more) return polls;
    }
    return 0;
}

TEST_CASE("burst: 250 at once, over three pages, come in the order they were said in") {
    bench on;
    network bluesky(on);
    bluesky.say(1, 250);
    const auto read = on.poll();
    REQUIRE(read);
    CHECK_FALSE(read->more);
    journal stored;
    stored.store(*read);
    CHECK(stored.told == bluesky.all());
}

TEST_CASE("burst: of thousands no poll holds more than 500, and the oldest come first") {
    bench on;
    network bluesky(on);
    bluesky.say(1, 2'340);
    journal stored;
    CHECK(poll_to_the_end(on, stored) == 9);  // four down, the fifth is the lowest, four up
    CHECK(stored.told == bluesky.all());
    CHECK(stored.most <= 500);
}

TEST_CASE("burst: a poll that was not stored is repeated, and nothing is lost or out of order") {
    for (int killed = 1; killed <= 9; ++killed) {
        bench on;
        network bluesky(on);
        bluesky.say(1, 2'340);
        journal stored;
        for (int poll = 1; poll < killed; ++poll) stored.store(*on.poll(stored.cursor));
        REQUIRE(on.poll(stored.cursor));
        on.start();
        CHECK(poll_to_the_end(on, stored) == 10 - killed);
        CHECK(stored.told == bluesky.all());
    }
}

TEST_CASE("burst: a limit in the middle of it is waited for, and nothing is lost or out of order") {
    bench on;
    network bluesky(on);
    bluesky.say(1, 250);
    for (int call = 0; call < 2; ++call)
        bluesky.stumble(51, error::throttled(30s, "bluesky.rate_limit", "too many"));
    const auto first = on.poll();
    REQUIRE(first);
    CHECK(first->items.messages.empty());
    CHECK(first->more);
    const auto refused = on.poll(first->cursor);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == error_kind::throttled);
    CHECK(refused.error().retry_after == 30s);
    journal stored;
    stored.cursor = first->cursor;
    CHECK(poll_to_the_end(on, stored) == 2);
    CHECK(stored.told == bluesky.all());
}

TEST_CASE("burst: a limit on the way up, or while posts are looked up, repeats that poll") {
    bench on;
    network bluesky(on);
    bluesky.say(1, 800);
    journal stored;
    stored.store(*on.poll());
    const error limit = error::throttled(30s, "bluesky.rate_limit", "too many");
    on.host.http.fail("GET", posts_url, limit);
    CHECK(on.poll(stored.cursor).error().kind == error_kind::throttled);
    stored.store(*on.poll(stored.cursor));
    CHECK(stored.told.size() == 300);
    on.host.http.fail("GET", feed_url, limit);
    CHECK(on.poll(stored.cursor).error().kind == error_kind::throttled);
    CHECK(poll_to_the_end(on, stored) == 1);
    CHECK(stored.told == bluesky.all());
}

TEST_CASE("burst: what comes while it is read follows it, however much that is") {
    bench on;
    network bluesky(on);
    bluesky.say(1, 1'200);
    journal stored;
    for (int poll = 0; poll < 12; ++poll) {
        stored.store(*on.poll(stored.cursor));
        bluesky.say(1'201 + poll * 90, 1'290 + poll * 90);
    }
    CHECK(poll_to_the_end(on, stored) > 0);
    CHECK(stored.told == bluesky.all());
}

TEST_CASE("burst: posts that turn up among those already read push none out") {
    bench on;
    network bluesky(on);
    bluesky.say(1, 1'200, 2);
    journal stored;
    stored.store(*on.poll());  // down to the post 201
    CHECK(stored.told.empty());
    bluesky.say(602, 899, 2);
    CHECK(poll_to_the_end(on, stored) > 0);
    CHECK(stored.told == bluesky.all());
}

TEST_CASE("burst: where the server forgets its pages, it is read again from the newest") {
    bench on;
    network bluesky(on);
    bluesky.say(1, 1'200);
    journal stored;
    for (int poll = 0; poll < 3; ++poll) stored.store(*on.poll(stored.cursor));
    REQUIRE(stored.told.size() == 200);
    bluesky.forget_tokens();
    const auto again = on.poll(stored.cursor);
    REQUIRE(again);
    CHECK(again->more);
    CHECK(on.host.log.count("bluesky.paging_restarted") == 1);
    stored.store(*again);
    bluesky.serve();
    CHECK(poll_to_the_end(on, stored) > 0);
    CHECK(stored.told == bluesky.all());
}

TEST_CASE("burst: what the brand says meanwhile stands where it was said") {
    bench on;
    on.logs_in();
    const auto when = [](int minute) {
        return "2026-03-01T11:" + std::to_string(minute) + ":00.000Z";
    };
    on.host.http.answer("GET", notifications_url, 200,
                        list_json("notifications", {post_json("after", when(58))}, "p2"));
    on.host.http.answer("GET", notifications_url, 200,
                        list_json("notifications", {post_json("before", when(56))}));
    on.host.http.answer(
        "GET", feed_url, 200,
        list_json("feed", {R"({"post":)" + post_json("ours", when(57), "", "", brand_did) + "}"}));
    on.quiet();
    journal stored;
    stored.store(*on.poll());
    CHECK(stored.told == std::vector<std::string>{"before", "ours", "after"});
}

}  // namespace
}  // namespace earshot::bluesky
