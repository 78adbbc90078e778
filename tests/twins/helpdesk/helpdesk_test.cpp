#include <boost/json.hpp>

#include "base/clock.hpp"
#include "catch.hpp"
#include "earshot/signature.hpp"
#include "twins/helpdesk/helpdesk_twin.hpp"

namespace earshot::twins::helpdesk {

namespace {

const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

message said(const std::string& id, const std::string& text, const std::string& thread = "1") {
    message item;
    item.platform = "x";
    item.account = "noordzee";
    item.object_id = id;
    item.thread_id = thread;
    item.addressed = true;
    item.by = {"7", "ann", "Ann Visser"};
    item.platform_language = "en";
    item.text = text;
    return item;
}

class delivering {
public:
    delivering() : twin(options(), clock) {}

    static helpdesk_options options() {
        helpdesk_options out;
        out.deliveries.secret = out.replies.secret = secret;
        out.replies_to = "http://127.0.0.1:9/hooks/helpdesk/replies";
        return out;
    }

    answer post(std::string id, std::string type, std::string body,
                std::vector<std::pair<std::string, std::string>> more = {}) {
        const auto now = std::chrono::floor<std::chrono::seconds>(clock.now());
        const std::string when = std::to_string(now.time_since_epoch().count());
        net::server_request request;
        request.method = "POST";
        request.path = "/tickets";
        request.headers = std::move(more);
        request.headers.emplace_back("content-type", std::move(type));
        request.headers.emplace_back("webhook-id", id);
        request.headers.emplace_back("webhook-timestamp", when);
        request.headers.emplace_back("webhook-signature",
                                     "v1a,unknown " + signing{signed_with}.sign(id, when, body));
        request.body = std::move(body);
        return twin.handle(request);
    }

    answer deliver(const std::string& webhook_id, const message& item) {
        const boost::json::object event{{"specversion", "1.0"},
                                        {"id", webhook_id},
                                        {"source", "/earshot"},
                                        {"type", "message.received"},
                                        {"data", boost::json::parse(to_json(item))}};
        return post(webhook_id, "application/cloudevents+json", boost::json::serialize(event));
    }

    boost::json::object stats() { return get("/twin/stats"); }

    boost::json::object get(const std::string& path) {
        net::server_request request;
        request.method = "GET";
        request.path = path;
        return boost::json::parse(twin.handle(request).response.body).as_object();
    }

    void plant(const boost::json::value& fault) {
        net::server_request request;
        request.method = "POST";
        request.path = "/twin/faults";
        request.body = boost::json::serialize(fault);
        twin.handle(request);
    }

    base::manual_clock clock;
    std::string signed_with = secret;
    helpdesk_twin twin;
};

std::string text(const boost::json::value& from) { return std::string(from.as_string()); }

}  // namespace

TEST_CASE("helpdesk: the published signature") {
    CHECK(signing{secret}.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                               R"({"test": 2432232314})") ==
          "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("helpdesk: a conversation is one ticket") {
    delivering desk;
    CHECK(desk.deliver("a", said("1", "Where is my bag?")).response.status == 200);
    CHECK(desk.deliver("b", said("2", "Hello?")).response.status == 200);
    CHECK(desk.deliver("c", said("3", "Nice crew!", "3")).response.status == 200);
    const auto tickets = desk.get("/twin/tickets").at("tickets").as_array();
    REQUIRE(tickets.size() == 2);
    CHECK(tickets[0].at("messages").as_array().size() == 2);
    CHECK(tickets[0].at("messages").at(1).at("text") == "Hello?");
}

TEST_CASE("helpdesk: the same delivery again is counted, not filed") {
    delivering desk;
    desk.deliver("a", said("1", "Where is my bag?"));
    CHECK(desk.deliver("a", said("1", "Where is my bag?")).response.status == 200);
    CHECK(desk.stats().at("duplicates") == 1);
    CHECK(desk.stats().at("messages") == 1);
}

TEST_CASE("helpdesk: a binary event is read from its headers") {
    delivering desk;
    const auto out = desk.post("a", "application/json", to_json(said("1", "Hi")),
                               {{"ce-specversion", "1.0"},
                                {"ce-id", "a"},
                                {"ce-source", "/earshot"},
                                {"ce-type", "message.received"}});
    CHECK(out.response.status == 200);
    CHECK(desk.stats().at("messages") == 1);
    CHECK(desk.post("b", "application/json", to_json(said("1", "Hi"))).response.status == 400);
}

TEST_CASE("helpdesk: a notice says what became of an answer, and is no message") {
    delivering desk;
    desk.deliver("a", said("1", "Where is my bag?"));
    const boost::json::object notice{{"specversion", "1.0"},
                                     {"id", "notice/7"},
                                     {"source", "/earshot"},
                                     {"type", "earshot.answer.refused.v1"},
                                     {"data", {{"answer", {{"id", "r1"}}}, {"code", "x.gone"}}}};
    const auto out = desk.post("n", "application/cloudevents+json", serialize(notice));
    CHECK(out.response.status == 200);
    CHECK(desk.stats().at("messages") == 1);
}

TEST_CASE("helpdesk: a wrong or old signature is refused") {
    delivering desk;
    desk.signed_with = "whsec_AAAA";
    CHECK(desk.deliver("a", said("1", "Hi")).response.status == 401);
    CHECK(desk.stats().at("bad_signatures") == 1);
    CHECK(desk.stats().at("messages") == 0);
}

TEST_CASE("helpdesk: the agent answers what was said last, after a while, signed") {
    delivering desk;
    desk.deliver("a", said("1", "Where is my bag?"));
    desk.clock.advance(std::chrono::seconds{1});
    desk.deliver("b", said("2", "Hello?"));
    CHECK(desk.twin.take_outgoing().empty());
    desk.clock.advance(std::chrono::seconds{1});
    const auto due = desk.twin.take_outgoing();
    REQUIRE(due.size() == 1);
    const auto body = boost::json::parse(due[0].request.body);
    CHECK(body.at("type") == "reply.created");
    CHECK(body.at("data").at("object_id") == "2");
    CHECK(text(body.at("data").at("text")).contains("Ann"));
    net::server_request request;
    request.headers = due[0].request.headers;
    request.body = due[0].request.body;
    CHECK(signing{secret}.verify(request, desk.clock.now()));
    CHECK_FALSE(signing{secret}.verify(request, desk.clock.now() + std::chrono::minutes{6}));
    request.body += " ";
    CHECK_FALSE(signing{secret}.verify(request, desk.clock.now()));
}

TEST_CASE("helpdesk: an answer that was not taken is repeated under the same id") {
    delivering desk;
    desk.deliver("a", said("1", "Where is my bag?"));
    desk.clock.advance(std::chrono::seconds{2});
    const auto first = desk.twin.take_outgoing();
    desk.twin.delivered(first.at(0).id, 0);
    CHECK(desk.twin.take_outgoing().empty());
    desk.clock.advance(std::chrono::seconds{1});
    const auto second = desk.twin.take_outgoing();
    CHECK(second.at(0).request.headers.at(1) == first.at(0).request.headers.at(1));
    desk.twin.delivered(second.at(0).id, 200);
    CHECK(desk.stats().at("answers").at("accepted") == 1);
}

TEST_CASE("helpdesk: two customers in one conversation are answered each") {
    delivering desk;
    desk.deliver("a", said("1", "Where is my bag?"));
    message other = said("2", "Where is mine?");
    other.by = {"8", "ben", "Ben Smit"};
    desk.deliver("b", other);
    desk.clock.advance(std::chrono::seconds{2});
    CHECK(desk.twin.take_outgoing().size() == 2);
    CHECK(desk.twin.take_outgoing().empty());
}

TEST_CASE("helpdesk: nobody is answered who did not call, or has deleted it") {
    delivering desk;
    message gossip = said("1", "Noordzee Air, hm", "1");
    gossip.addressed = false;
    desk.deliver("a", gossip);
    message ours = said("2", "Sorry!", "1");
    ours.from = direction::from_us;
    desk.deliver("b", ours);
    desk.deliver("c", said("3", "Never mind", "3"));
    message gone = said("3", "", "3");
    gone.kind = message_kind::deletion;
    desk.deliver("d", gone);
    desk.clock.advance(std::chrono::hours{1});
    CHECK(desk.twin.take_outgoing().empty());
}

TEST_CASE("helpdesk: fails as it is told to") {
    delivering desk;
    desk.plant({{"kind", "http_429"}, {"retry_after", 3}});
    const auto throttled = desk.deliver("a", said("1", "Hi"));
    CHECK(throttled.response.status == 429);
    CHECK(throttled.response.headers.at(0) ==
          std::pair<std::string, std::string>("retry-after", "3"));
    desk.plant({{"kind", "lost_answer"}});
    CHECK(desk.deliver("a", said("1", "Hi")).drop);
    CHECK(desk.deliver("a", said("1", "Hi")).response.status == 200);
    CHECK(desk.stats().at("duplicates") == 1);
}

TEST_CASE("answers: by language and word, else the language's last, else English") {
    const auto texts = answers::parse(
        "nl: [{when: [koffer], text: 'Koffer {ticket}'}, {text: 'Dag {name}'}]\n"
        "en: [{text: 'Hi {name}'}]\n");
    REQUIRE(texts);
    CHECK(texts->choose("nl", "Mijn KOFFER is weg", "Ann", "NZ-1") == "Koffer NZ-1");
    CHECK(texts->choose("nl", "Mooi", "Ann", "NZ-1") == "Dag Ann");
    CHECK(texts->choose("fi", "Hei", "Ann", "NZ-1") == "Hi Ann");
    CHECK_FALSE(answers::parse("nl: [{when: [a]}]"));
}

}  // namespace earshot::twins::helpdesk
