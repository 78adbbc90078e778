#include "webhook/webhook_sink.hpp"

#include "catch.hpp"
#include "earshot/signature.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "webhook/signing.hpp"

namespace earshot::webhook {

namespace {

const std::string url = "https://hooks.example.org/in/T0";
const std::string first_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string second_secret = "whsec_" + to_base64(std::string(32, 's'));

sink_item said(std::string key) {
    sink_item one;
    one.key = std::move(key);
    one.item.platform = "x";
    one.item.account = "klm";
    one.item.object_id = "7";
    one.item.text = one.item.display_text = "Où est ma valise ?";
    return one;
}

notice refused(std::string key) {
    notice one;
    one.key = std::move(key);
    one.case_key = "x/klm/1";
    one.what = answer_refused{
        {.platform = "x", .account = "klm", .object_id = "7"}, "x.blocked", "Write a mail."};
    return one;
}

notice published(std::string key) {
    notice one = refused(std::move(key));
    one.what = answer_published{{.platform = "x", .account = "klm", .object_id = "7"}, {"99", ""}};
    return one;
}

struct fixture {
    explicit fixture(testkit::values more = {})
        : host(testkit::configured(webhook_sink::fields, with_needed(std::move(more))),
               "helpdesk") {
        host.secrets.set("secret", first_secret);
        host.secrets.set("previous_secret", second_secret);
    }

    static testkit::values with_needed(testkit::values more) {
        more.emplace("url", url);
        more.emplace("secret", "credential:webhook");
        return more;
    }

    std::vector<result<receipt>> deliver(std::vector<sink_item> items) {
        return testkit::run(sink.deliver(std::move(items)));
    }

    std::vector<result<receipt>> inform(std::vector<notice> items) {
        return testkit::run(sink.inform(std::move(items)));
    }

    std::string sent(std::string_view name) const {
        for (const auto& [key, value] : host.http.last().headers)
            if (key == name) return value;
        return "absent";
    }

    testkit::fake_host host;
    webhook_sink sink{host};
};

}  // namespace

TEST_CASE("webhook: a message is posted signed, with the delivery's key as its id") {
    fixture f;
    f.host.http.answer("POST", url, 202, R"({"id":"T-7"})");
    const auto outcomes = f.deliver({said("k-1")});
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes.front()->id == "T-7");
    const http_request& request = f.host.http.last();
    CHECK(request.timeout == std::chrono::seconds{20});
    CHECK(f.sent("webhook-id") == "k-1");
    CHECK(f.sent("idempotency-key") == "k-1");
    CHECK(f.sent("webhook-timestamp") == seconds(f.host.clock.now()));
    CHECK(f.sent("webhook-signature") ==
          signature({*key_of(first_secret)}, "k-1", seconds(f.host.clock.now()), request.body));
    CHECK(f.sent("content-type").starts_with("application/cloudevents+json"));
    CHECK(request.body.contains("\"source\":\"/earshot/helpdesk\""));
    CHECK(request.body.contains("earshot.message.received.v1"));
    CHECK(request.body.contains("Où est ma valise ?"));
}

TEST_CASE("webhook: a repeated attempt has the same id and a time of its own") {
    fixture f;
    f.host.http.answer("POST", url, 503, "");
    f.host.http.answer("POST", url, 200, "");
    CHECK_FALSE(f.deliver({said("k-1")}).front());
    const std::string before = f.sent("webhook-timestamp");
    f.host.clock.advance(std::chrono::minutes{5});
    CHECK(f.deliver({said("k-1")}).front()->id == "k-1");
    CHECK(f.sent("webhook-id") == "k-1");
    CHECK(f.sent("webhook-timestamp") != before);
}

TEST_CASE("webhook: while the secret changes both sign") {
    fixture f({{"previous_secret", "credential:webhook_old"}});
    f.host.http.answer("POST", url, 200, "");
    REQUIRE(f.deliver({said("k-1")}).front());
    CHECK(f.sent("webhook-signature") == signature({*key_of(first_secret), *key_of(second_secret)},
                                                   "k-1", seconds(f.host.clock.now()),
                                                   f.host.http.last().body));
}

TEST_CASE("webhook: a secret that cannot be used holds messages, and is nowhere shown") {
    fixture f;
    f.host.secrets.set("secret", "whsec_c2hvcnQ=");
    const auto outcomes = f.deliver({said("k-1"), said("k-2")});
    REQUIRE(outcomes.size() == 2);
    CHECK(outcomes[1].error().kind == error_kind::unauthorized);
    CHECK_FALSE(outcomes[1].error().detail.contains("c2hvcnQ="));
    CHECK(f.host.http.requests().empty());
}

TEST_CASE("webhook: binary events, and a source and type of one's own") {
    fixture f({{"format", "binary"}, {"source", "urn:brand:care"}, {"type_prefix", "nl.brand"}});
    f.host.http.answer("POST", url, 200, "");
    REQUIRE(f.deliver({said("k-1")}).front());
    CHECK(f.sent("ce-source") == "urn:brand:care");
    CHECK(f.sent("ce-type") == "nl.brand.message.received.v1");
    CHECK(f.sent("content-type") == "application/json");
    CHECK(message_from_json(f.host.http.last().body)->text == "Où est ma valise ?");
}

TEST_CASE("webhook: after a failure the rest of the call waits") {
    fixture f;
    f.host.http.answer("POST", url, 200, "");
    f.host.http.answer("POST", url, 404, "");
    const auto outcomes = f.deliver({said("1"), said("2"), said("3")});
    REQUIRE(outcomes.size() == 3);
    CHECK(outcomes[0]);
    CHECK(outcomes[1].error().code == "webhook.refused");
    CHECK(outcomes[2].error().code == "webhook.not_tried");
    CHECK(outcomes[2].error().kind == error_kind::transient);
    CHECK(f.host.http.requests().size() == 2);
}

TEST_CASE("webhook: no answer at all is the host's own error") {
    fixture f;
    f.host.http.fail("POST", url, error(error_kind::transient, "http.timeout", "no answer in 20s"));
    CHECK(f.deliver({said("1")}).front().error().code == "http.timeout");
}

TEST_CASE("webhook: an answer that is too large to read is no reason to give the message up") {
    fixture f;
    f.host.http.fail("POST", url, error(error_kind::invalid, "http.too_large", "too large"));
    f.host.http.answer("POST", url, 200, "");
    CHECK(f.deliver({said("k-1")}).front().error().kind == error_kind::transient);
    CHECK(f.deliver({said("k-1")}).front()->id == "k-1");
    CHECK(f.sent("webhook-id") == "k-1");
}

TEST_CASE("webhook: a receiver that is gone raises one alarm") {
    fixture f;
    for (const int status : {410, 410, 200, 410}) {
        f.host.http.answer("POST", url, status, "");
        f.deliver({said("k")});
    }
    CHECK(f.host.log.count("webhook.gone") == 2);
}

TEST_CASE("webhook: the instance's name is made fit for the source") {
    testkit::fake_host host(testkit::configured(webhook_sink::fields, fixture::with_needed({})),
                            "help desk");
    host.secrets.set("secret", first_secret);
    host.http.answer("POST", url, 200, "");
    webhook_sink sink(host);
    testkit::run(sink.deliver({said("k")}));
    CHECK(host.http.last().body.contains("\"source\":\"/earshot/help%20desk\""));
}

TEST_CASE("webhook: replies come back through a route signed with the same secret") {
    fixture f;
    const auto routes = f.sink.routes();
    REQUIRE(routes.size() == 1);
    CHECK(routes.front().name == "replies");
    CHECK(routes.front().scheme.text == signed_text::id_timestamp_body);
    CHECK(routes.front().scheme.secret_field == "secret");
    webhook_request request;
    request.body =
        R"({"type":"reply.created","data":{"id":"1","platform":"x","account":"klm","object_id":"7","text":"Hi"}})";
    CHECK(f.sink.accept(request)->replies.front().origin == "helpdesk");
    CHECK(f.sink.challenge(request).error().kind == error_kind::permanent);
}

TEST_CASE("webhook: requests at a time are configured") {
    CHECK(fixture({{"concurrency", std::int64_t{4}}}).sink.capacity().concurrency == 4);
    CHECK_THROWS_WITH(fixture({{"concurrency", std::int64_t{0}}}), tests::contains("concurrency"));
}

TEST_CASE("webhook: notices are posted as events of their own types, signed as messages are") {
    fixture f;
    f.host.http.answer("POST", url, 200, "");
    f.host.http.answer("POST", url, 200, "");
    const auto outcomes = f.inform({published("n.1"), refused("n.2")});
    REQUIRE(outcomes.size() == 2);
    CHECK(outcomes[1]->id == f.sent("webhook-id"));
    CHECK(f.host.http.requests()[0].body.contains("\"earshot.answer.published.v1\""));
    CHECK(f.host.http.last().body.contains("\"earshot.answer.refused.v1\""));
    CHECK(f.host.http.last().body.contains("\"id\":\"" + f.sent("webhook-id") + "\""));
    CHECK(f.sent("webhook-signature") == signature({*key_of(first_secret)}, f.sent("webhook-id"),
                                                   seconds(f.host.clock.now()),
                                                   f.host.http.last().body));
}

// --- a team's chat -------------------------------------------------------------------------------

namespace {

const std::string slack_url = "https://hooks.slack.com/services/";
const std::string slack_secret = "T000/B000/XXXXsecretXXXX";

struct chat {
    explicit chat(std::string format = "slack")
        : host(testkit::configured(webhook_sink::fields, {{"url", slack_url},
                                                          {"url_secret", "credential:slack"},
                                                          {"format", std::move(format)}}),
               "team") {
        host.secrets.set("url_secret", slack_secret);
    }

    result<receipt> deliver() { return testkit::run(sink.deliver({said("k-1")})).front(); }
    result<receipt> answered(int status, std::string body) {
        host.http.answer("POST", slack_url, status, std::move(body));
        return deliver();
    }

    testkit::fake_host host;
    webhook_sink sink{host};
};

}  // namespace

TEST_CASE("webhook: a team in Slack is told, one message after the other, at a secret address") {
    chat team;
    CHECK(team.answered(200, "ok")->id == "k-1");
    const http_request& request = team.host.http.last();
    CHECK(request.url == slack_url + slack_secret);
    CHECK(request.body.contains("Où est ma valise ?"));
    for (const auto& [name, value] : request.headers) CHECK(name != "webhook-signature");
    CHECK(team.sink.capacity().concurrency == 1);
    CHECK(team.sink.routes().empty());
}

TEST_CASE("webhook: a team in Teams gets a card, and 202 is enough") {
    chat team("teams");
    CHECK(team.answered(202, "")->id == "k-1");
    CHECK(team.host.http.last().body.contains("AdaptiveCard"));
}

TEST_CASE("webhook: a team hears of a refused answer; of a published one nothing is sent") {
    chat team;
    team.host.http.answer("POST", slack_url, 200, "ok");
    const auto outcomes = testkit::run(team.sink.inform({published("n-1"), refused("n-2")}));
    CHECK(outcomes[0]->id == "n-1");
    CHECK(outcomes[1]->id == "n-2");
    CHECK(team.host.http.requests().size() == 1);
    CHECK(team.host.http.last().body.contains("Not published on x/klm"));
}

TEST_CASE("webhook: what Slack answers is an error with a remedy, by its status") {
    struct expected {
        int status;
        const char* body;
        error_kind kind;
        const char* code;
    };
    const auto [status, body, kind, code] = GENERATE(
        expected{400, "invalid_blocks", error_kind::permanent, "webhook.refused"},
        expected{403, "invalid_token", error_kind::unauthorized, "webhook.unauthorized"},
        expected{404, "no_service", error_kind::unauthorized, "webhook.unauthorized"},
        expected{410, "channel_is_archived", error_kind::unauthorized, "webhook.unauthorized"},
        expected{413, "too_large", error_kind::invalid, "webhook.too_large"},
        expected{429, "rate_limited", error_kind::throttled, "webhook.throttled"},
        expected{500, "rollup_error", error_kind::transient, "webhook.unavailable"});
    chat team;
    const auto outcome = team.answered(status, body);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == kind);
    CHECK(outcome.error().code == code);
    CHECK_FALSE(outcome.error().detail.contains(slack_secret));
    if (status < 405) CHECK(outcome.error().detail.contains(body));
}

TEST_CASE("webhook: the secret part of an address is in no error, whatever happens") {
    chat team;
    for (const char* code : {"http.url", "http.not_allowed"}) {
        team.host.http.fail("POST", slack_url, error(error_kind::permanent, code, slack_secret));
        const auto outcome = team.deliver();
        CHECK(outcome.error().kind == error_kind::unauthorized);
        CHECK(outcome.error().code == "webhook.secret");
        CHECK_FALSE(outcome.error().detail.contains(slack_secret));
    }
    for (const char* wrong : {"", "T000/B000 X", "T000\nhost: evil", "T000/é"}) {
        team.host.secrets.set("url_secret", wrong);
        CHECK(team.deliver().error().code == "webhook.secret");
    }
    CHECK(team.host.http.requests().size() == 2);
    CHECK_FALSE(team.host.log.mentions(slack_secret));
}

TEST_CASE("webhook: settings that do not go together are refused at the start") {
    const auto start = [](testkit::values given) {
        testkit::fake_host host(testkit::configured(webhook_sink::fields, std::move(given)));
        webhook_sink sink(host);
    };
    CHECK_THROWS_WITH(start({{"url", url}}), tests::contains("add secret"));
    CHECK_THROWS_WITH(start({{"url", "https://hooks.slack.com"},
                             {"url_secret", "credential:slack"},
                             {"format", "slack"}}),
                      tests::contains("end with /"));
}

}  // namespace earshot::webhook
