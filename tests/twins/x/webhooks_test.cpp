#include "catch.hpp"
#include "earshot/signature.hpp"
#include "twins/x/asking.hpp"

namespace earshot::twins::x {

namespace {

const boost::json::value address{{"url", "http://127.0.0.1:9/hooks/noordzee/activity"}};

// What an honest receiver answers to a challenge.
http_response prove(const outgoing& challenge, const std::string& secret) {
    const std::string& url = challenge.request.url;
    const std::string token = percent_decode(url.substr(url.find("crc_token=") + 10));
    http_response out;
    out.status = 200;
    out.body =
        boost::json::serialize(boost::json::object{{"response_token", x_signature(secret, token)}});
    return out;
}

std::string header(const outgoing& from, std::string_view name) {
    for (const auto& [key, value] : from.request.headers)
        if (key == name) return value;
    return {};
}

}  // namespace

TEST_CASE("signature: the published vectors") {
    CHECK(x_signature("TestConsumerSecret", "MDkxYWNiMTItNzQ0") ==
          "sha256=Iwn4wiPRvfEgz7iy0AMWmT9a4NO9Gan2Fa62fjrPdaQ=");
    CHECK(x_signature("TestConsumerSecret", R"({"for_user_id":"4337869213"})") ==
          "sha256=rx2fndG25iCEB/NNTYyd4z37VSjzE9H2/VgNLir4BbU=");
}

TEST_CASE("webhooks: an address is registered when it proves itself") {
    asking x;
    const auto asked = x.post("/2/webhooks", address);
    REQUIRE(asked.first);
    const auto out =
        x.twin.resume(asked.first->id, prove(*asked.first, credentials().consumer_secret));
    CHECK(out.response.status == 200);
    CHECK(x.json(out).at("data").at("valid") == true);
    CHECK(x.json(x.get("/2/webhooks")).at("meta").at("result_count") == 1);
}

TEST_CASE("webhooks: a wrong or missing proof registers nothing") {
    asking x;
    const auto wrong = x.post("/2/webhooks", address);
    CHECK(x.twin.resume(wrong.first->id, prove(*wrong.first, "guess")).response.status == 400);
    const auto silent = x.post("/2/webhooks", address);
    CHECK(x.twin.resume(silent.first->id, std::nullopt).response.status == 400);
    CHECK(x.json(x.get("/2/webhooks")).at("meta").at("result_count") == 0);
}

TEST_CASE("webhooks: a mention is delivered signed, in the newer shape") {
    asking x;
    x.post("/twin/webhooks", address);
    const auto id = x.says("ann", "@NoordzeeAir where is my bag?");
    const auto due = x.twin.take_outgoing();
    REQUIRE(due.size() == 1);
    const std::string& body = due[0].request.body;
    CHECK(header(due[0], "x-twitter-webhooks-signature") ==
          x_signature(credentials().consumer_secret, body));
    const auto event = boost::json::parse(body).at("data");
    CHECK(event.at("event_type") == "post.mention.create");
    CHECK(text(event.at("payload").at("id")) == id);
    CHECK(event.at("includes").at("users").at(0).at("username") == "ann");
    CHECK(x.twin.take_outgoing().empty());
}

TEST_CASE("webhooks: the older shape, and a deletion") {
    asking x;
    auto wish = address;
    wish.as_object()["account_activity"] = true;
    x.post("/twin/webhooks", wish);
    const auto id = x.says("ann", "@NoordzeeAir where is my bag?");
    x.ask("DELETE", "/twin/posts/" + id, {}, {});
    const auto due = x.twin.take_outgoing();
    REQUIRE(due.size() == 2);
    const auto created = boost::json::parse(due[0].request.body);
    CHECK(created.at("for_user_id") == "4400100200");
    CHECK(text(created.at("tweet_create_events").at(0).at("id_str")) == id);
    CHECK(created.at("tweet_create_events").at(0).at("user").at("screen_name") == "ann");
    const auto deleted = boost::json::parse(due[1].request.body);
    CHECK(text(deleted.at("tweet_delete_events").at(0).at("status").at("id")) == id);
}

TEST_CASE("webhooks: a deletion reaches those who subscribed to its author") {
    asking x;
    const auto hook = x.json(x.post("/twin/webhooks", address)).at("id");
    const auto id = x.says("ann", "@NoordzeeAir never mind");
    x.ask("DELETE", "/twin/posts/" + id, {}, {});
    CHECK(x.twin.take_outgoing().size() == 1);
    const auto again = x.says("ann", "@NoordzeeAir one more");
    const std::string ann = x.twin.world().people.by_handle("ann")->id;
    x.post("/2/activity/subscriptions",
           {{"event_type", "post.delete"}, {"filter", {{"user_id", ann}}}, {"webhook_id", hook}});
    x.ask("DELETE", "/twin/posts/" + again, {}, {});
    const auto due = x.twin.take_outgoing();
    REQUIRE(due.size() == 2);
    const auto event = boost::json::parse(due[1].request.body).at("data");
    CHECK(event.at("event_type") == "post.delete");
    CHECK(text(event.at("payload").at("id")) == again);
}

TEST_CASE("webhooks: deliveries are repeated and reordered on demand") {
    asking x;
    x.post("/twin/webhooks", address);
    x.plant({{"kind", "duplicate"}, {"path", "webhook"}});
    x.says("ann", "@NoordzeeAir one");
    const auto twice = x.twin.take_outgoing();
    REQUIRE(twice.size() == 2);
    CHECK(twice[0].request.body == twice[1].request.body);
    x.plant({{"kind", "reordered"}, {"path", "webhook"}, {"skip", 1}});
    const auto second = x.says("ann", "@NoordzeeAir two");
    x.says("ann", "@NoordzeeAir three");
    const auto swapped = x.twin.take_outgoing();
    REQUIRE(swapped.size() == 2);
    CHECK(text(boost::json::parse(swapped[1].request.body).at("data").at("payload").at("id")) ==
          second);
}

TEST_CASE("webhooks: what was missed is replayed") {
    asking x;
    const auto hook = x.json(x.post("/twin/webhooks", address)).at("id");
    x.says("ann", "@NoordzeeAir one");
    x.twin.take_outgoing();
    const auto out =
        x.post("/2/webhooks/replay",
               {{"webhook_id", hook}, {"from_date", "202001010000"}, {"to_date", "209901010000"}});
    CHECK(out.response.status == 200);
    CHECK(x.twin.take_outgoing().size() == 1);
}

TEST_CASE("webhooks: subscribing twice is refused") {
    asking x;
    const auto hook = x.json(x.post("/twin/webhooks", address)).at("id");
    x.ask("DELETE", "/2/activity/subscriptions/1", {}, {});
    const boost::json::value wish{{"event_type", "post.repost.create"},
                                  {"filter", {{"user_id", "4400100200"}}},
                                  {"webhook_id", hook}};
    CHECK(x.post("/2/activity/subscriptions", wish).response.status == 201);
    CHECK(x.post("/2/activity/subscriptions", wish).response.status == 400);
}

}  // namespace earshot::twins::x
