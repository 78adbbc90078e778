#include "x/polling.hpp"

#include <map>
#include <set>

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
        const int since = query.contains("since_id") ? std::stoi(query.at("since_id")) - base : 0;
        int top = last_;
        if (query.contains("pagination_token")) top = std::stoi(query.at("pagination_token"));
        const int bottom = std::max(since, top - size);
        if (top <= since) return R"({"meta":{"result_count":0}})";
        std::string posts;
        for (int n = top; n > bottom; --n) posts += (posts.empty() ? "" : ",") + post(n);
        return R"({"data":[)" + posts + R"(],"meta":{"newest_id":")" + id(top) + "\"" +
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
    std::vector<std::string> ids;
    source_position next;
};

polled poll_once(const timeline& from, source_position at, int size) {
    at = prepared(source::mentions, at, brand(), noon);
    const auto request = page_request(source::mentions, at, brand(), 100);
    const auto read = read_page(from.page(request, size), brand());
    polled made;
    for (const message& item : read->items.messages) made.ids.push_back(item.object_id);
    made.next = advanced(at, *read);
    return made;
}

TEST_CASE("polling: the first poll looks back as far as configured") {
    const auto at_first = prepared(source::mentions, {}, brand(), noon);
    CHECK(at_first.start == "2026-02-28T12:00:00Z");
    CHECK(query_of(page_request(source::mentions, at_first, brand(), 100)).at("start_time") ==
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
    const auto mentions = page_request(source::mentions, since, to, 100);
    CHECK(
        mentions.url.starts_with("https://api.x.com/2/users/4337869213/mentions?max_results=100&"));
    CHECK(mentions.budget_label == "mentions");
    CHECK(query_of(mentions).at("since_id") == "17");
    CHECK(query_of(mentions).at("tweet.fields").find("edit_history_tweet_ids") !=
          std::string::npos);

    const auto search = page_request(source::search, since, to, 1);
    CHECK(search.budget_label == "search");
    CHECK(query_of(search).at("query") == to.search_query);
    CHECK(query_of(search).at("max_results") == "10");
    CHECK(query_of(page_request(source::mentions, since, to, 1)).at("max_results") == "5");

    to.post_names = true;
    CHECK(query_of(page_request(source::search, since, to, 1)).contains("post.fields"));
}

TEST_CASE(
    "polling: the newest id of the first page begins the next round, and only when it ended") {
    timeline x;
    x.add(25);
    source_position at;
    at.since = timeline::id(2);
    const polled one = poll_once(x, at, 10);
    CHECK(one.next.since == timeline::id(2));
    CHECK(one.next.newest == timeline::id(25));
    x.add(5);
    const polled two = poll_once(x, one.next, 10);
    const polled three = poll_once(x, two.next, 10);
    CHECK(three.ids.front() == timeline::id(3));
    CHECK_FALSE(three.next.paging());
    CHECK(three.next.since == timeline::id(25));
    const polled four = poll_once(x, three.next, 10);
    CHECK(four.ids.size() == 5);
    CHECK(four.next.since == timeline::id(30));
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

TEST_CASE("polling: nothing is missed, however posts arrive and whatever is repeated") {
    for (const int size : {1, 2, 3, 7, 100}) {
        timeline x;
        std::set<std::string> seen;
        source_position at;
        at.since = timeline::id(0);
        int total = 0;
        for (int step = 0; step < 60; ++step) {
            const int arriving = step < 30 ? (step * 7) % 5 : 0;
            x.add(arriving);
            total += arriving;
            const polled once = poll_once(x, at, size);
            seen.insert(once.ids.begin(), once.ids.end());
            if (step % 3 != 0) at = once.next;  // every third batch is lost before it is stored
        }
        while (true) {
            const polled once = poll_once(x, at, size);
            seen.insert(once.ids.begin(), once.ids.end());
            at = once.next;
            if (once.ids.empty()) break;
        }
        CHECK(seen.size() == static_cast<std::size_t>(total));
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
    made.mentions = {"17", "", "token", "25"};
    made.search.start = "2026-02-28T12:00:00Z";
    CHECK(*read_cursor(write_cursor(made)) == made);
    CHECK(*read_cursor("") == cursor{});
    CHECK(*read_cursor("{}") == cursor{});
}

TEST_CASE("cursor: one that is no cursor is told, not guessed at") {
    for (const std::string text : {"17", "[]", "{", R"({"mentions":{"since":"x"}})",
                                   R"({"search":{"start":"gisteren"}})", R"({"mentions":3})"})
        CHECK(read_cursor(text).error().code == "x.cursor");
}

TEST_CASE("polling: after a refused token the round begins again") {
    const source_position lost{"17", "", "token", "25"};
    CHECK(restarted(lost) == source_position{"17", "", "", ""});
    const source_position first{"", "2026-02-28T12:00:00Z", "token", "25"};
    CHECK(restarted(first).start == first.start);
}

}  // namespace
}  // namespace earshot::x
