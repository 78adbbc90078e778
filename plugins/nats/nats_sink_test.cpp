#include "nats/nats_sink.hpp"

#include <algorithm>

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "nats/fake_nats.hpp"

namespace earshot::nats {

namespace {

sink_item said(std::string id, std::string thread = "") {
    sink_item one;
    one.key = "x/klm/" + id;
    one.item.platform = "x";
    one.item.account = "klm";
    one.item.object_id = std::move(id);
    one.item.thread_id = std::move(thread);
    one.item.text = one.item.display_text = "Où est ma valise ?";
    return one;
}

testkit::values given(const fake_nats& server, testkit::values more = {}) {
    more.emplace("servers", std::vector<std::string>{server.url()});
    more.emplace("stream", "EARSHOT");
    more.emplace("timeout", duration{300});
    return more;
}

struct fixture {
    explicit fixture(fake_nats::behaviour answers, testkit::values more = {})
        : server(std::move(answers)),
          host(testkit::configured(nats_sink::fields, given(server, std::move(more))), "log") {}

    std::vector<result<receipt>> deliver(std::vector<sink_item> items) {
        if (!sink) sink.emplace(host);
        return testkit::run(sink->deliver(std::move(items)));
    }

    fake_nats server;
    testkit::fake_host host;
    std::optional<nats_sink> sink;
};

// Takes everything.
fake_nats::behaviour counting() {
    return [n = 0](const published&) mutable { return fake_nats::acknowledged(++n); };
}

fake_nats::behaviour always(std::string answer) {
    return [answer = std::move(answer)](const published&) { return answer; };
}

}  // namespace

TEST_CASE("nats: an event is in the stream when its receipt says where") {
    fixture f(counting());
    const auto outcomes = f.deliver({said("7")});
    REQUIRE(outcomes.size() == 1);
    REQUIRE(outcomes.front());
    CHECK(outcomes.front()->id == "EARSHOT:1");
    const auto seen = f.server.seen();
    REQUIRE(seen.size() == 1);
    CHECK(seen.front().subject == "earshot.x.klm");
    CHECK(seen.front().header("Nats-Msg-Id") == "log/x/klm/7");
    CHECK(seen.front().header("Nats-Expected-Stream") == "EARSHOT");
    CHECK(seen.front().header("content-type") == cloud_event_type);
    CHECK(seen.front().header("ce-id") == "x/klm/7");
    CHECK(seen.front().header("ce-type") == "earshot.message.received.v1");
    CHECK(seen.front().payload.contains("Où est ma valise ?"));
    CHECK(f.server.introduction().contains("\"name\":\"earshot/log\""));
}

TEST_CASE("nats: of a conversation the second is sent when the first is acknowledged") {
    fixture f(counting());
    const auto outcomes = f.deliver({said("1", "a"), said("2", "a"), said("3", "b")});
    CHECK(std::ranges::all_of(outcomes, [](const auto& one) { return one.has_value(); }));
    std::vector<std::string> order;
    for (const auto& one : f.server.seen()) order.push_back(one.header("ce-id"));
    CHECK(order == std::vector<std::string>{"x/klm/1", "x/klm/3", "x/klm/2"});
}

TEST_CASE("nats: notices go the same way") {
    fixture f(counting());
    f.sink.emplace(f.host);
    notice gap;
    gap.key = "gap-1";
    gap.what = gap_found{"x", "klm", {}};
    std::vector<notice> told{gap};
    CHECK(testkit::run(f.sink->inform(told)).front()->id == "EARSHOT:1");
    CHECK(f.server.seen().front().header("ce-type") == "earshot.gap.found.v1");
}

TEST_CASE("nats: silence is transient, and the next call makes a connection of its own") {
    fixture f([n = 0](const published&) mutable {
        return ++n == 1 ? std::string() : fake_nats::acknowledged(n);
    });
    const auto first = f.deliver({said("7")}).front();
    REQUIRE_FALSE(first);
    CHECK(first.error().kind == error_kind::transient);
    CHECK(first.error().code == "nats.no_answer");
    CHECK(f.deliver({said("7")}).front()->id == "EARSHOT:2");
    CHECK(f.server.connections() == 2);
    CHECK(f.server.seen()[0].header("Nats-Msg-Id") == f.server.seen()[1].header("Nats-Msg-Id"));
}

TEST_CASE("nats: without a stream the error says what to create") {
    fixture f(always("status:503"));
    const auto outcome = f.deliver({said("7")}).front();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == error_kind::transient);
    CHECK(outcome.error().code == "nats.no_stream");
    CHECK(outcome.error().detail.contains("create the stream EARSHOT"));
}

TEST_CASE(
    "nats: a connection that ends between two messages fails what waits, and the next is new") {
    fixture f([n = 0](const published&) mutable {
        return ++n == 2 ? std::string("close") : fake_nats::acknowledged(n);
    });
    const auto outcomes = f.deliver({said("1", "a"), said("2", "b")});
    REQUIRE_FALSE(outcomes[1]);
    CHECK(outcomes[1].error().kind == error_kind::transient);
    CHECK(f.deliver({said("2", "b")}).front());
}

TEST_CASE("nats: one message that is too large does not stop the others") {
    fixture f(counting());
    sink_item large = said("1", "a");
    large.item.text.assign(5'000, 'r');
    const auto outcomes = f.deliver({large, said("2", "a"), said("3", "b")});
    CHECK(outcomes[0].error().kind == error_kind::invalid);
    CHECK(outcomes[0].error().code == "nats.too_large");
    CHECK(outcomes[1].error().code == "stream.not_tried");
    CHECK(outcomes[2]);
}

TEST_CASE("nats: a server that does not know us raises an alarm, and loses nothing") {
    fixture f(counting(), {{"token", "credential:nats"}});
    f.host.secrets.set("token", "s3cret");
    f.server.refusal = "-ERR 'Authorization Violation'";
    const auto outcome = f.deliver({said("7")}).front();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == error_kind::unauthorized);
    CHECK(outcome.error().code == "nats.unauthorized");
    CHECK_FALSE(outcome.error().detail.contains("s3cret"));
    CHECK(f.server.introduction().contains("s3cret"));
}

TEST_CASE("nats: a user who may not publish is named as the reason") {
    fixture f(always("-ERR 'Permissions Violation for Publish to \"earshot.x.klm\"'"));
    const auto outcome = f.deliver({said("7")}).front();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == error_kind::unauthorized);
    CHECK(outcome.error().code == "nats.not_permitted");
}

TEST_CASE("nats: a secret that cannot be read holds everything") {
    fixture f(counting(), {{"credentials", "credential:nats"}});
    CHECK(f.deliver({said("7")}).front().error().kind == error_kind::unauthorized);
    f.host.secrets.set("credentials", "not a file of credentials");
    CHECK(f.deliver({said("7")}).front().error().code == "nats.credentials");
    CHECK(f.server.connections() == 0);
}

TEST_CASE("nats: nobody at the address is transient, and the next server is tried") {
    fake_nats there(counting());
    std::string gone;
    {
        const fake_nats soon_gone(counting());
        gone = soon_gone.url();
    }
    const auto deliver = [&](std::vector<std::string> servers) {
        testkit::fake_host host(testkit::configured(
            nats_sink::fields, {{"servers", std::move(servers)}, {"stream", "EARSHOT"}}));
        nats_sink sink(host);
        return testkit::run(sink.deliver({said("7")})).front();
    };
    CHECK(deliver({gone}).error().code == "nats.connect");
    CHECK(deliver({gone}).error().kind == error_kind::transient);
    CHECK(deliver({gone, there.url()}));
}

TEST_CASE("nats: a stream that forgets ids before we repeat is warned of, once a connection") {
    fixture f(counting());
    f.server.window = R"({"config":{"duplicate_window":120000000000}})";
    f.deliver({said("1"), said("2")});
    f.deliver({said("3")});
    CHECK(f.host.log.count("nats.short_window") == 1);
    CHECK(f.host.log.events().front().fields.at("window") == "2m");
}

TEST_CASE("nats: settings that cannot work are refused at the start") {
    const auto start = [](testkit::values more) {
        more.emplace("servers", std::vector<std::string>{"nats://127.0.0.1:4222"});
        more.emplace("stream", "EARSHOT");
        testkit::fake_host host(testkit::configured(nats_sink::fields, std::move(more)));
        nats_sink sink(host);
    };
    using names = std::vector<std::string>;
    CHECK_NOTHROW(start({}));
    CHECK_THROWS_WITH(start({{"servers", names{}}}), tests::contains("servers"));
    CHECK_THROWS_WITH(start({{"servers", names{"localhost:4222"}}}), tests::contains("nats://"));
    CHECK_THROWS_WITH(start({{"servers", names{"nats://me:pw@h:4222"}}}),
                      tests::contains("has a user") && !tests::contains("pw"));
    CHECK_THROWS_WITH(start({{"stream", "a.b"}}), tests::contains("stream"));
    CHECK_THROWS_WITH(start({{"subject", "a.*"}}), tests::contains("subject"));
    CHECK_THROWS_WITH(start({{"timeout", duration{60'000}}}), tests::contains("timeout"));
    CHECK_THROWS_WITH(start({{"user", "me"}}), tests::contains("'user' needs password"));
}

}  // namespace earshot::nats
