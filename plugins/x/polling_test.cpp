#include "x/polling.hpp"

#include <algorithm>
#include <map>

#include "catch.hpp"
#include "x/fixture.hpp"
#include "x/oauth1.hpp"

namespace earshot::x {
namespace {

using namespace tests;
using namespace std::chrono_literals;

const timestamp noon = at("2026-03-01T12:00:00.000Z");

std::map<std::string, std::string> query_of(const http_request& request) {
    std::map<std::string, std::string> found;
    for (auto& [name, value] : read_query(request.url.substr(request.url.find('?') + 1)))
        found.emplace(name, value);
    return found;
}

// X's timeline, as far as polling sees it: posts by ascending number, pages of `size`, newest
// first.
class timeline {
public:
    void add(int posts) {
        while (posts-- > 0) ++last_;
    }

    std::string page(const http_request& request, int size) const {
        const auto query = query_of(request);
        const auto bound = [&](const char* name, int otherwise) {
            return query.contains(name) ? std::stoi(query.at(name)) - base : otherwise;
        };
        const int since = std::max(0, bound("since_id", 0));
        int top = std::min(last_, bound("until_id", last_ + 1) - 1);
        if (query.contains("pagination_token")) top = std::stoi(query.at("pagination_token"));
        const int bottom = std::max(since, top - size);
        if (top <= since) return R"({"meta":{"result_count":0}})";
        std::string posts;
        for (int n = top; n > bottom; --n) posts += (posts.empty() ? "" : ",") + post(n);
        return R"({"data":[)" + posts + R"(],"meta":{"newest_id":")" + id(top) +
               R"(","oldest_id":")" + id(bottom + 1) + "\"" +
               (bottom > since ? R"(,"next_token":")" + std::to_string(bottom) + "\"" : "") + "}}";
    }

    static std::string id(int n) { return std::to_string(base + n); }

private:
    static constexpr int base = 1'000'000;

    static std::string post(int n) {
        return R"({"id":")" + id(n) + R"(","text":"hoi","author_id":"9","created_at":)" +
               R"("2026-03-01T09:00:00.000Z"})";
    }

    int last_ = 0;
};

struct polled {
    std::vector<std::string> ids;  // handed over
    source_position next;
    bool more = false;
};

// As the plugin does, with two pages at once.
polled poll_once(const timeline& from, source_position at, int size) {
    at = prepared(source::mentions, at, brand(), noon);
    page all;
    for (int pages = 0; pages == 0 || (pages < 2 && !complete(at, all)); ++pages) {
        const auto request = page_request(source::mentions, at, brand(), all.next, 100);
        append(all, read_page(from.page(request, size), brand()).value());
    }
    polled made;
    made.next = advanced(at, all);
    made.more = more_after(at, all);
    if (!complete(at, all)) return made;
    put_in_order(all.items);
    for (const message& item : all.items.messages) made.ids.push_back(item.object_id);
    return made;
}

TEST_CASE("polling: the first poll looks back as far as configured") {
    const auto at_first = prepared(source::mentions, {}, brand(), noon);
    CHECK(at_first.start == "2026-02-28T12:00:00Z");
    CHECK(query_of(page_request(source::mentions, at_first, brand(), "", 100)).at("start_time") ==
          "2026-02-28T12:00:00Z");
}

TEST_CASE("polling: search keeps seven days, so no round begins earlier") {
    account far = brand();
    far.look_back = std::chrono::days(30);
    CHECK(prepared(source::search, {}, far, noon).start == "2026-02-22T12:01:00Z");
    CHECK(prepared(source::mentions, {}, far, noon).start == "2026-01-30T12:00:00Z");

    source_position old;
    old.since = "1900000000000000000";  // of March 2025
    CHECK(prepared(source::search, old, brand(), noon).start == "2026-02-22T12:01:00Z");
    CHECK(prepared(source::mentions, old, brand(), noon).start.empty());

    source_position recent;
    recent.since = "2028000000000000000";  // of that morning
    CHECK(prepared(source::search, recent, brand(), noon).start.empty());
}

TEST_CASE("polling: requests name what is wanted and carry their budget") {
    account to = brand();
    to.search_query = "blauw OR \"fly blauw\" -is:retweet";
    source_position since;
    since.since = "17";
    const auto mentions = page_request(source::mentions, since, to, "", 100);
    CHECK(
        mentions.url.starts_with("https://api.x.com/2/users/4337869213/mentions?max_results=100&"));
    CHECK(mentions.budget_label == "mentions");
    CHECK(query_of(mentions).at("since_id") == "17");
    CHECK(query_of(mentions).at("tweet.fields").find("edit_history_tweet_ids") !=
          std::string::npos);

    const auto search = page_request(source::search, since, to, "", 1);
    CHECK(search.budget_label == "search");
    CHECK(query_of(search).at("query") == to.search_query);
    CHECK(query_of(search).at("max_results") == "10");
    CHECK(query_of(page_request(source::mentions, since, to, "", 1)).at("max_results") == "5");

    to.post_names = true;
    CHECK(query_of(page_request(source::search, since, to, "", 1)).contains("post.fields"));
}

TEST_CASE("polling: what is more than a poll may hold is told from its beginning") {
    timeline x;
    x.add(25);
    source_position at;
    at.since = timeline::id(2);
    const polled one = poll_once(x, at, 10);
    CHECK(one.ids.empty());
    CHECK(one.next.since == timeline::id(2));
    CHECK(one.next.until == timeline::id(6));
    CHECK(one.next.above == std::vector<std::string>{""});
    x.add(5);
    const polled two = poll_once(x, one.next, 10);
    CHECK(two.ids.size() == 3);
    CHECK(two.ids.front() == timeline::id(3));
    CHECK(two.next.since == timeline::id(5));
    const polled three = poll_once(x, two.next, 10);
    CHECK(three.ids.empty());
    const polled four = poll_once(x, three.next, 10);
    CHECK(four.ids.front() == timeline::id(6));
    const polled five = poll_once(x, four.next, 10);
    CHECK(five.ids.back() == timeline::id(30));
    CHECK(four.more);
    CHECK_FALSE(five.more);
    CHECK(five.next.since == timeline::id(30));
}

TEST_CASE("polling: below a time, ids bound both ends") {
    source_position at;
    at.start = "2026-03-01T00:00:00Z";
    at.until = "2028000000000000101";
    const auto query = query_of(page_request(source::search, at, brand(), "token", 100));
    CHECK_FALSE(query.contains("start_time"));
    CHECK(query.at("since_id") == "2027896597509046272");
    CHECK(query.at("until_id") == "2028000000000000101");
    CHECK(query.at("pagination_token") == "token");
}

TEST_CASE("polling: from any cursor the same poll gives the same posts and the same cursor") {
    timeline x;
    x.add(37);
    source_position at;
    at.since = timeline::id(0);
    for (int step = 0; step < 12; ++step) {
        const polled once = poll_once(x, at, 7);
        const polled again = poll_once(x, at, 7);
        CHECK(once.ids == again.ids);
        CHECK(once.next == again.next);
        at = once.next;
    }
}

TEST_CASE("polling: nothing is missed, twice or out of order, whatever is repeated") {
    for (const int size : {1, 2, 3, 7, 100}) {
        timeline x;
        std::vector<std::string> seen;
        source_position at;
        at.since = timeline::id(0);
        int total = 0;
        for (int step = 0; step < 60; ++step) {
            const int arriving = step < 30 ? (step * 7) % 5 : 0;
            x.add(arriving);
            total += arriving;
            const polled once = poll_once(x, at, size);
            if (step % 3 == 0) continue;  // every third batch is lost before it is stored
            std::ranges::copy(once.ids, std::back_inserter(seen));
            at = once.next;
        }
        for (bool more = true; more;) {
            const polled once = poll_once(x, at, size);
            std::ranges::copy(once.ids, std::back_inserter(seen));
            at = once.next;
            more = once.more;
        }
        CHECK(seen.size() == static_cast<std::size_t>(total));
        CHECK(std::ranges::is_sorted(seen));  // numbers of the same length
        CHECK(at.since == timeline::id(total));
    }
}

TEST_CASE("polling: an empty page has no data, and changes nothing") {
    source_position at;
    at.since = "17";
    const auto read = read_page(fixture("empty_page.json"), brand());
    REQUIRE(read);
    CHECK(read->items.messages.empty());
    CHECK(advanced(at, *read) == at);
}

TEST_CASE("polling: until something has been seen, rounds begin where the first one did") {
    const source_position first = prepared(source::mentions, {}, brand(), noon);
    const source_position later =
        prepared(source::mentions, advanced(first, page{}), brand(), noon + 48h);
    CHECK(later.start == first.start);
}

TEST_CASE("polling: without newest_id the newest of the posts counts") {
    const auto read = read_page(
        R"({"data":[{"id":"9","text":"a","author_id":"1","created_at":"2026-03-01T09:00:00Z"},)"
        R"({"id":"10","text":"a","author_id":"1","created_at":"2026-03-01T09:00:00Z"}]})",
        brand());
    CHECK(read->newest == "10");
}

TEST_CASE("polling: an answer of errors alone is an error, told by its type") {
    const auto read = read_page(R"({"errors":[{"title":"Not Found Error","detail":"no such user",)"
                                R"("type":"https://api.x.com/2/problems/resource-not-found"}]})",
                                brand());
    CHECK(read.error().code == "x.not_found");
    CHECK(read_page("<html>", brand()).error().kind == error_kind::transient);
    CHECK(read_page("[]", brand()).error().code == "x.body");
    CHECK(read_page(R"({"data":{}})", brand()).error().code == "x.body");
}

TEST_CASE("PAIN-20: a post with half an emoji is read, and so is the page that it is on") {
    const auto read = read_page(
        R"({"data":[{"id":"9","text":"cut \ud83e","author_id":"1","created_at":)"
        R"("2026-03-01T09:00:00Z"},{"id":"10","text":"whole","author_id":"1","created_at":)"
        R"("2026-03-01T09:00:00Z"}]})",
        brand());
    REQUIRE(read);
    CHECK(read->newest == "10");
}

TEST_CASE("cursor: is written and read back") {
    cursor made;
    made.mentions = {"17", "", "25", {"", "31"}};
    made.search.start = "2026-02-28T12:00:00Z";
    CHECK(*read_cursor(write_cursor(made)) == made);
    CHECK(*read_cursor("") == cursor{});
    CHECK(*read_cursor("{}") == cursor{});
}

TEST_CASE("cursor: one that is no cursor is told, not guessed at") {
    for (const std::string text :
         {"17", "[]", "{", R"({"mentions":{"since":"x"}})", R"({"search":{"start":"gisteren"}})",
          R"({"mentions":3})", R"({"mentions":{"above":["1",""]}})"})
        CHECK(read_cursor(text).error().code == "x.cursor");
}

TEST_CASE("cursor: a round that an earlier version was in begins again") {
    const auto held = read_cursor(R"({"mentions":{"since":"17","next":"token","newest":"25"}})");
    REQUIRE(held);
    CHECK(held->mentions == source_position{"17", "", "", {}});
}

TEST_CASE("polling: page after page without a post is no way down, and the round begins again") {
    source_position at;
    at.since = "17";
    at.until = "90";
    at.above = {""};
    page empty;
    empty.next = "token";
    CHECK(advanced(at, empty) == source_position{"17", "", "", {}});
    CHECK_FALSE(more_after(at, empty));
}

TEST_CASE("PAIN-8: what a round may not leave above is a gap, and told as one") {
    source_position at;
    at.since = "2028000000000000000";
    at.above.assign(most_above, "2029000000000000000");
    at.until = "2028900000000000000";
    page read;
    read.oldest = "2028800000000000000";
    read.next = "token";
    CHECK(complete(at, read));
    const auto missed = given_up(at, read);
    REQUIRE(missed);
    CHECK(missed->from < missed->to);
    CHECK(advanced(at, read).since == "2028899999999999999");
    read.next.clear();
    CHECK_FALSE(given_up(at, read));
}

}  // namespace
}  // namespace earshot::x
