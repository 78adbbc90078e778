#include "bluesky/bench_fixture.hpp"
#include "catch.hpp"

namespace earshot::bluesky {
namespace {

using namespace tests;
using namespace std::chrono_literals;

// The bench's clock stands at 12:00.
std::string clock_time(const std::string& of_day) { return "2026-03-01T" + of_day + ":00.000Z"; }

// A server with these mentions, all of which it shows.
void show(bench& on, const std::vector<std::string>& mentions,
          const std::vector<std::string>& own = {}) {
    std::vector<std::string> all = mentions;
    std::vector<std::string> feed;
    for (const std::string& post : own) feed.push_back(R"({"post":)" + post + "}");
    std::ranges::copy(own, std::back_inserter(all));
    on.host.http.answer("GET", notifications_url, 200, list_json("notifications", mentions));
    on.host.http.answer("GET", feed_url, 200, list_json("feed", feed));
    for (int i = 0; i < 2; ++i) on.host.http.answer("GET", posts_url, 200, list_json("posts", all));
}

void forget(bench& on) { on.host.http = testkit::fake_http(); }

std::vector<std::string> names(const result<poll_result>& read) {
    std::vector<std::string> out;
    if (!read) return {"error " + to_string(read.error())};
    for (const message& item : read->items.messages) {
        const std::string key = item.object_id.substr(item.object_id.rfind('/') + 1);
        out.push_back(std::string(to_string(item.kind)) + " " + key +
                      (item.revision.empty() ? "" : "@" + item.revision));
    }
    return out;
}

using list = std::vector<std::string>;

void too_large(bench& on, const std::string& url, int times = 1) {
    for (int i = 0; i < times; ++i)
        on.host.http.fail("GET", url,
                          error(error_kind::invalid, "http.too_large", "over 8388608 bytes"));
}

TEST_CASE("bluesky: settings that cannot work are refused") {
    const auto complaint = [](testkit::values more) {
        try {
            bench on(std::move(more));
        } catch (const std::invalid_argument& problem) {
            return std::string(problem.what());
        }
        return std::string();
    };
    CHECK(complaint({}).empty());
    CHECK(complaint({{"identifier", "@brand.example"}}).empty());
    CHECK(complaint({{"identifier", "the brand"}}).starts_with("'identifier' is"));
    CHECK(complaint({{"look_back", duration(1min)}}).starts_with("'look_back' must lie"));
    CHECK(complaint({{"rescan", duration(1s)}}).starts_with("'rescan' must lie"));
    CHECK(
        complaint({{"languages", list{"nl", "en", "de", "es"}}}).starts_with("'languages' has 4"));
    CHECK(complaint({{"languages", list{"Dutch!"}}}).starts_with("'languages' has 'Dutch!'"));
}

TEST_CASE("poll: mentions, replies and quotes come in once, the oldest of a page first") {
    bench on;
    on.logs_in();
    show(on, {post_json("b", clock_time("11:59"), "reply"), post_json("a", clock_time("11:58"))});
    const auto first = on.poll();
    REQUIRE(first);
    CHECK(names(first) == list{"post a", "post b"});
    CHECK_FALSE(first->more);
    CHECK(on.host.http.requests().at(1).url.find("reasons=mention&reasons=reply&reasons=quote") !=
          std::string::npos);
    show(on, {post_json("b", clock_time("11:59"), "reply"), post_json("a", clock_time("11:58"))});
    CHECK(names(on.poll(first->cursor)).empty());
}

TEST_CASE("poll: the same cursor brings the same again") {
    bench on;
    on.logs_in();
    for (int i = 0; i < 2; ++i) show(on, {post_json("a", clock_time("11:58"))});
    CHECK(names(on.poll()) == names(on.poll()));
}

TEST_CASE("poll: a mention that claims to be a day old is found below the newer ones") {
    bench on;
    on.logs_in();
    show(on, {post_json("new", clock_time("11:58"))});
    const auto first = on.poll();
    on.host.clock.advance(1min);
    show(on, {post_json("new", clock_time("11:58")), post_json("old", "2026-02-28T12:00:00.000Z")});
    CHECK(names(on.poll(first->cursor)) == list{"post old"});
}

TEST_CASE("poll: ... also where newer ones fill the first page, by the next scan") {
    bench on;
    on.logs_in();
    list many;
    for (int i = 59; i >= 10; --i)
        many.push_back(post_json("n" + std::to_string(i), clock_time("11:" + std::to_string(i))));
    show(on, many);
    const auto first = on.poll();
    on.host.clock.advance(15min);
    on.host.http.answer("GET", notifications_url, 200, list_json("notifications", many, "page-2"));
    show(on, {post_json("old", "2026-02-28T12:00:00.000Z")});
    on.quiet();
    const auto second = on.poll(first->cursor);
    CHECK(std::ranges::count(names(second), "post old") == 1);
    CHECK_FALSE(second->more);
}

TEST_CASE("poll: what is older than look_back is left alone") {
    bench on;
    on.logs_in();
    show(on, {post_json("new", clock_time("11:58")), post_json("old", "2026-02-20T12:00:00.000Z")});
    CHECK(names(on.poll()) == list{"post new"});
}

TEST_CASE("PAIN-13: a reply that the brand typed in the app comes in as from us") {
    bench on;
    on.logs_in();
    show(on, {},
         {post_json("typed", clock_time("11:58"), "", "", brand_did,
                    R"(,"reply":{"parent":{"uri":")" + uri_of("a") +
                        R"(","cid":"c"},"root":{"uri":")" + uri_of("a") + R"(","cid":"c"}})")});
    const auto read = on.poll();
    REQUIRE(read->items.messages.size() == 1);
    const message& typed = read->items.messages.front();
    CHECK(typed.from == direction::from_us);
    CHECK(typed.kind == message_kind::reply);
    CHECK(typed.parent_id == uri_of("a"));
}

TEST_CASE("poll: what we merely shared is not ours") {
    bench on;
    on.logs_in();
    on.host.http.answer("GET", notifications_url, 200, list_json("notifications", {}));
    on.host.http.answer("GET", feed_url, 200,
                        list_json("feed",
                                  {R"({"post":)" + post_json("a", "2020-01-01T00:00:00Z", "") +
                                   R"(,"reason":{"indexedAt":")" + clock_time("11:00") + R"("}})"},
                                  "page-2"));
    on.host.http.answer("GET", feed_url, 200, list_json("feed", {}));
    const auto read = on.poll();
    CHECK(read->items.messages.empty());
    CHECK(on.host.http.unused() == 0);  // its old date does not end the walk
}

TEST_CASE("PAIN-21: a post that vanished is a deletion, once") {
    bench on;
    on.logs_in();
    show(on, {post_json("a", clock_time("11:58"))});
    const auto first = on.poll();
    forget(on);
    on.quiet();
    on.host.http.answer("GET", thread_url, 400,
                        R"({"error":"NotFound","message":"Post not found"})");
    const auto second = on.poll(first->cursor);
    CHECK(names(second) == list{"deletion a@deleted"});
    CHECK(names(on.poll(second->cursor)).empty());
}

TEST_CASE("PAIN-21: the brand's own post deleted in the app is told as well") {
    bench on;
    on.logs_in();
    show(on, {}, {post_json("typed", clock_time("11:58"), "", "", brand_did)});
    const auto first = on.poll();
    forget(on);
    on.quiet();
    on.host.http.answer("GET", thread_url, 200,
                        R"({"thread":{"$type":"app.bsky.feed.defs#notFoundPost"}})");
    const auto second = on.poll(first->cursor);
    CHECK(names(second) == list{"deletion typed@deleted"});
    CHECK(second->items.messages.front().from == direction::from_us);
}

TEST_CASE("PAIN-21: a customer who blocks us, or a server in trouble, has deleted nothing") {
    bench on;
    on.logs_in();
    show(on, {post_json("a", clock_time("11:58"))});
    const auto first = on.poll();
    forget(on);
    on.quiet();
    on.host.http.answer("GET", thread_url, 200,
                        R"({"thread":{"$type":"app.bsky.feed.defs#blockedPost"}})");
    const auto blocked = on.poll(first->cursor);
    CHECK(names(blocked).empty());
    on.host.http.answer("GET", thread_url, 502, "<html>");
    const auto trouble = on.poll(blocked->cursor);
    CHECK(names(trouble).empty());
    CHECK(read_cursor(trouble->cursor)->seen.size() == 1);
}

TEST_CASE("PAIN-12: an edit with the same uri is a revision, not a duplicate") {
    bench on;
    on.logs_in();
    show(on, {post_json("a", clock_time("11:58"))});
    const auto first = on.poll();
    forget(on);
    show(on, {post_json("a", clock_time("11:58"), "mention", "another-cid")});
    const auto second = on.poll(first->cursor);
    CHECK(names(second) == list{"edit a@bafyanother-cid"});
    CHECK(second->items.messages.front().object_id == uri_of("a"));
    show(on, {post_json("a", clock_time("11:58"), "mention", "another-cid")});
    CHECK(names(on.poll(second->cursor)).empty());
}

TEST_CASE("PAIN-12: an edit is noticed although the list no longer shows the post") {
    bench on;
    on.logs_in();
    show(on, {post_json("a", clock_time("11:58"))});
    const auto first = on.poll();
    forget(on);
    on.host.http.answer(
        "GET", posts_url, 200,
        list_json("posts", {post_json("a", clock_time("11:58"), "", "another-cid")}));
    on.quiet();
    CHECK(names(on.poll(first->cursor)) == list{"edit a@bafyanother-cid"});
}

TEST_CASE("PAIN-20: an odd entry is put aside once, the others come in") {
    bench on;
    on.logs_in();
    const std::string odd = R"({"uri":7,"reason":"mention","record":"?"})";
    show(on, {odd, post_json("a", clock_time("11:58"))});
    const auto first = on.poll();
    CHECK(names(first) == list{"post a"});
    REQUIRE(first->items.rejects.size() == 1);
    CHECK(first->items.rejects.front().raw.find("\"uri\":7") != std::string::npos);
    show(on, {odd, post_json("a", clock_time("11:58"))});
    CHECK(on.poll(first->cursor)->items.rejects.empty());
}

TEST_CASE(
    "PAIN-8: what came while we were away is read back to the last time, and told from there") {
    bench on;
    on.logs_in();
    show(on, {post_json("before", clock_time("11:58"))});
    std::string cursor = on.poll()->cursor;
    on.host.clock.advance(72h);
    on.host.http.answer("POST", refresh_url, 200, on.session("two"));
    forget(on);
    on.host.http.answer("POST", refresh_url, 200, on.session("two"));
    const list page_1{post_json("d3", "2026-03-04T11:00:00.000Z")};
    const list page_2{post_json("d2", "2026-03-02T11:00:00.000Z")};
    const list page_3{post_json("d0", "2026-02-27T11:00:00.000Z")};
    on.host.http.answer("GET", notifications_url, 200, list_json("notifications", page_1, "p2"));
    on.host.http.answer("GET", notifications_url, 200, list_json("notifications", page_2, "p3"));
    on.host.http.answer("GET", notifications_url, 200, list_json("notifications", page_3, "p4"));
    on.host.http.always("GET", thread_url, 200,
                        R"({"thread":{"post":{},"$type":"app.bsky.feed.defs#threadViewPost"}})");
    on.quiet();
    const auto read = on.poll(cursor);
    CHECK(names(read) == list{"post d2", "post d3"});
    CHECK(read->items.gaps.empty());
    CHECK_FALSE(read->more);
}

TEST_CASE("PAIN-8: a list cut short while we were away becomes a gap") {
    bench on;
    on.logs_in();
    show(on, {post_json("before", clock_time("11:58"))});
    const auto first = on.poll();
    on.host.clock.advance(24h);
    forget(on);
    on.host.http.answer("POST", refresh_url, 200, on.session("two"));
    const std::string after = post_json("after", "2026-03-02T10:00:00.000Z");
    on.host.http.answer("GET", notifications_url, 200, list_json("notifications", {after}));
    on.host.http.always("GET", feed_url, 200, list_json("feed", {}));
    on.host.http.always("GET", posts_url, 200,
                        list_json("posts", {after, post_json("before", clock_time("11:58"), "")}));
    const auto read = on.poll(first->cursor);
    REQUIRE(read->items.gaps.size() == 1);
    CHECK(read->items.gaps.front().from == at("2026-03-01T12:00:00Z"));
    CHECK(read->items.gaps.front().to == at("2026-03-02T10:00:00Z"));
}

TEST_CASE("poll: where mentions are too large for one answer, fewer are asked for at a time") {
    bench on;
    on.logs_in();
    const std::string a = post_json("a", clock_time("11:58"));
    const std::string b = post_json("b", clock_time("11:59"));
    too_large(on, notifications_url + "?limit=100&");
    too_large(on, notifications_url + "?limit=50&");
    on.host.http.answer("GET", notifications_url + "?limit=25&", 200,
                        list_json("notifications", {b}, "page-2"));
    on.host.http.answer("GET", notifications_url + "?limit=50&", 200,
                        list_json("notifications", {a}));
    too_large(on, feed_url + "?limit=100&");
    on.host.http.answer("GET", feed_url + "?limit=50&", 200, list_json("feed", {}));
    too_large(on, posts_url);
    on.host.http.answer("GET", posts_url, 200, list_json("posts", {b}));
    too_large(on, posts_url);
    on.quiet();
    const auto read = on.poll();
    CHECK(names(read) == list{"post a", "post b"});
    CHECK(read->items.gaps.empty());
    CHECK(on.host.http.unused() == 0);
}

TEST_CASE("poll: a mention too large to be read at all hides what is older, and says so once") {
    bench on;
    on.logs_in();
    show(on, {post_json("a", clock_time("11:58"))});
    const auto first = on.poll();
    on.host.clock.advance(1min);
    forget(on);
    on.quiet();
    too_large(on, notifications_url, 7);
    const auto second = on.poll(first->cursor);
    REQUIRE(second);
    REQUIRE(second->items.gaps.size() == 1);
    CHECK(second->items.gaps.front().from == at("2026-03-01T12:00:00Z"));
    CHECK(second->items.gaps.front().to == at("2026-03-01T12:01:00Z"));
    CHECK_FALSE(second->more);
    on.host.clock.advance(1min);
    too_large(on, notifications_url);
    const auto third = on.poll(second->cursor);
    REQUIRE(third);
    CHECK(third->items.gaps.empty());
    on.host.http.answer("GET", notifications_url, 200,
                        list_json("notifications", {post_json("new", clock_time("12:02"))}, "p2"));
    too_large(on, notifications_url, 2);
    CHECK(names(on.poll(third->cursor)) == list{"post new"});
    CHECK(on.host.http.unused() == 0);
}

TEST_CASE("poll: a refusal that is not about paging is passed on as it is") {
    bench on;
    on.logs_in();
    on.host.http.answer("GET", notifications_url, 400,
                        R"({"error":"InvalidRequest","message":"no"})");
    CHECK(on.poll().error().kind == error_kind::invalid);
    on.host.http.answer("GET", notifications_url, 200, "<html>");
    CHECK(on.poll().error().kind == error_kind::transient);
    CHECK(on.poll("{\"of\":\"another plugin\"}").error().code == "bluesky.cursor");
}

}  // namespace
}  // namespace earshot::bluesky
