#include "webhook/replies.hpp"

#include "catch.hpp"

namespace earshot::webhook {

namespace {

const std::string good =
    R"({"type":"reply.created","timestamp":"2026-03-01T07:50:00Z","data":{"id":"a-1",)"
    R"("platform":"x","account":"klm","object_id":"1990000000000000007","author":"Sanne",)"
    R"("text":"We zoeken je koffer 🧳\n","expires":"2026-03-01T09:00:00+01:00"}})";

webhook_request posted(std::string body) {
    webhook_request request;
    request.route = "replies";
    request.headers = {{"content-type", "application/json"}, {"webhook-id", "evt_7"}};
    request.body = std::move(body);
    return request;
}

batch read(std::string body) {
    auto found = read_replies(posted(std::move(body)), "helpdesk");
    REQUIRE(found);
    return std::move(*found);
}

std::string reason(std::string data) {
    const batch found = read(R"({"type":"reply.created","data":)" + data + "}");
    REQUIRE(found.rejects.size() == 1);
    CHECK(found.replies.empty());
    return found.rejects.front().reason;
}

}  // namespace

TEST_CASE("webhook replies: an agent's answer comes back whole") {
    const batch found = read(good);
    REQUIRE(found.replies.size() == 1);
    const reply& said = found.replies.front();
    CHECK(said.id == "a-1");
    CHECK(said.origin == "helpdesk");
    CHECK(said.platform == "x");
    CHECK(said.account == "klm");
    CHECK(said.object_id == "1990000000000000007");
    CHECK(said.author == "Sanne");
    CHECK(said.text == "We zoeken je koffer 🧳\n");
    CHECK(said.expires == *parse_rfc3339("2026-03-01T08:00:00Z"));
}

TEST_CASE("webhook replies: without an id the request's stands for it") {
    const std::string bare =
        R"({"type":"reply.created","data":{"platform":"x","account":"klm","object_id":"7","text":"Hi"}})";
    CHECK(read(bare).replies.front().id == "evt_7");
    CHECK(read(bare).replies.front().expires == timestamp{});
    const batch two = read("[" + bare + "," + bare + "]");
    REQUIRE(two.replies.size() == 2);
    CHECK(two.replies[0].id == "evt_7/0");
    CHECK(two.replies[1].id == "evt_7/1");
    webhook_request nameless = posted(bare);
    nameless.headers.clear();
    CHECK(read_replies(nameless, "helpdesk")->rejects.front().reason.contains("data.id"));
}

TEST_CASE("webhook replies: other events are ignored, malformed ones put aside, the rest goes on") {
    const batch found =
        read("[" + good + R"(,{"type":"ticket.closed","data":{}},7,{"data":{}},)" +
             R"({"type":"reply.created"},{"type":"reply.created","data":{"text":""}}])");
    CHECK(found.replies.size() == 1);
    REQUIRE(found.rejects.size() == 4);
    CHECK(found.rejects[0].raw == "7");
    CHECK(found.rejects[2].reason == "an event without data");
}

TEST_CASE("webhook replies: a reason names the member") {
    CHECK(reason(R"({"account":"a","object_id":"7","text":"t"})") ==
          "data.platform is missing or empty");
    CHECK(
        reason(R"({"platform":"x","account":"a","object_id":7,"text":"t"})").contains("object_id"));
    CHECK(reason(R"({"platform":"x","account":"a","object_id":"7"})").contains("data.text"));
    CHECK(reason(R"({"platform":"x","account":"a","object_id":"7","text":"t","expires":"soon"})")
              .contains("data.expires"));
    CHECK(reason(R"({"platform":"x","account":"a","object_id":"7","text":")" +
                 std::string((64 << 10) + 1, 't') + "\"}")
              .contains("too long"));
}

TEST_CASE("webhook replies: a body that is not JSON is refused whole") {
    std::string thousands = "[0";
    for (int i = 0; i < 1'000; ++i) thousands += ",0";
    for (const std::string& body : {std::string(), std::string("hello"), std::string("{"),
                                    std::string("\"\xFF\""), thousands + "]"}) {
        const auto found = read_replies(posted(body), "helpdesk");
        REQUIRE_FALSE(found);
        CHECK(found.error().kind == error_kind::invalid);
    }
    CHECK(read("[]").replies.empty());
}

}  // namespace earshot::webhook
