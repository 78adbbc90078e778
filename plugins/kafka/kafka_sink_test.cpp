#include "kafka/kafka_sink.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "kafka/mock_cluster.hpp"

namespace earshot::kafka {

namespace {

sink_item said(std::string id, std::string thread, std::string case_key = "") {
    sink_item one;
    one.key = "x/klm/" + id;
    one.item.platform = "x";
    one.item.account = "klm";
    one.item.object_id = std::move(id);
    one.item.thread_id = std::move(thread);
    one.item.text = one.item.display_text = "Où est ma valise ?";
    one.understood.case_key = std::move(case_key);
    return one;
}

struct fixture {
    explicit fixture(testkit::values more = {})
        : host(testkit::configured(kafka_sink::fields, given(std::move(more))), "log") {}

    testkit::values given(testkit::values more) const {
        more.emplace("brokers", std::vector<std::string>{cluster.broker()});
        more.emplace("topic", "care");
        more.emplace("timeout", duration{3'000});
        return more;
    }

    std::vector<result<receipt>> deliver(std::vector<sink_item> items) {
        if (!sink) sink.emplace(host);
        return testkit::run(sink->deliver(std::move(items)));
    }

    mock_cluster cluster{"care"};
    testkit::fake_host host;
    std::optional<kafka_sink> sink;
};

}  // namespace

TEST_CASE("kafka: an event is in the topic when its receipt says where") {
    fixture f;
    const auto outcome = f.deliver({said("7", "1", "x/klm/1")}).front();
    REQUIRE(outcome);
    const auto found = f.cluster.read(1);
    REQUIRE(found.size() == 1);
    CHECK(outcome->id == "care/" + std::to_string(found.front().partition) + "/0");
    CHECK(found.front().key == "x/klm/1");
    CHECK(found.front().headers.at("ce_id") == "x/klm/7");
    CHECK(found.front().headers.at("ce_type") == "earshot.message.received.v1");
    CHECK(found.front().headers.at("content-type") == cloud_event_type);
    CHECK(found.front().payload.contains("Où est ma valise ?"));
}

TEST_CASE("kafka: of a hundred conversations each is in one partition and in order") {
    fixture f;
    std::vector<sink_item> items;
    for (int turn = 0; turn < 3; ++turn)
        for (int i = 0; i < 85; ++i)
            items.push_back(
                said(std::to_string(turn) + "-" + std::to_string(i), std::to_string(i)));
    const auto outcomes = f.deliver(items);
    CHECK(std::ranges::all_of(outcomes, [](const auto& one) { return one.has_value(); }));
    std::map<std::string, std::vector<std::string>> by_key;
    std::map<std::string, std::set<int>> partitions;
    for (const consumed& one : f.cluster.read(items.size())) {
        by_key[one.key].push_back(one.headers.at("ce_id"));
        partitions[one.key].insert(one.partition);
    }
    CHECK(by_key.size() == 85);
    for (const auto& [key, ids] : by_key) {
        CHECK(ids.size() == 3);
        CHECK(std::ranges::is_sorted(ids));
        CHECK(partitions[key].size() == 1);
    }
}

TEST_CASE("kafka: notices go the same way, in the partition of their case") {
    fixture f;
    f.deliver({said("7", "1", "x/klm/1")});
    notice told;
    told.key = "n-1";
    told.case_key = "x/klm/1";
    told.what = answer_refused{{.platform = "x", .account = "klm"}, "x.blocked", "Write a mail."};
    std::vector<notice> notices{told};
    REQUIRE(testkit::run(f.sink->inform(notices)).front());
    const auto found = f.cluster.read(2);
    REQUIRE(found.size() == 2);
    CHECK(found[0].partition == found[1].partition);
    CHECK(found[1].headers.at("ce_type") == "earshot.answer.refused.v1");
}

TEST_CASE("kafka: what a broker refuses for a moment librdkafka writes once, by itself") {
    fixture f;
    f.cluster.refuse(RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION);
    REQUIRE(f.deliver({said("7", "1")}).front());
    CHECK(f.cluster.read(2).size() == 1);
}

TEST_CASE("kafka: a record that is too large fails, others go on") {
    fixture f;
    sink_item large = said("1", "a");
    large.item.text.assign(2'000'000, 'r');
    const auto outcomes = f.deliver({large, said("2", "a"), said("3", "b")});
    CHECK(outcomes[0].error().kind == error_kind::invalid);
    CHECK(outcomes[1].error().code == "stream.not_tried");
    CHECK(outcomes[2]);
}

TEST_CASE("kafka: brokers that are down are waited for, and what came back is written once") {
    fixture f({{"timeout", duration{1'000}}});
    REQUIRE(f.deliver({said("1", "a")}).front());
    f.cluster.down();
    const auto outcome = f.deliver({said("2", "a")}).front();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == error_kind::transient);
    CHECK(outcome.error().code == "kafka.unreachable");
    f.cluster.up();
    bool arrived = false;
    for (int attempt = 0; attempt < 10 && !arrived; ++attempt)
        arrived = f.deliver({said("2", "a")}).front().has_value();
    CHECK(arrived);
    CHECK(f.cluster.read(3).size() == 2);
}

TEST_CASE("kafka: a topic that our user may not write raises an alarm") {
    fixture f;
    f.cluster.refuse(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
    const auto outcome = f.deliver({said("1", "a")}).front();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == error_kind::unauthorized);
    CHECK(outcome.error().code == "kafka.not_permitted");
}

TEST_CASE("kafka: a secret that cannot be used holds everything, and is nowhere shown") {
    fixture f({{"tls", true},
               {"certificate", "credential:certificate"},
               {"certificate_key", "credential:key"}});
    CHECK(f.deliver({said("1", "a")}).front().error().kind == error_kind::unauthorized);
    f.host.secrets.set("certificate", "s3cret");
    f.host.secrets.set("certificate_key", "s3cret");
    const auto outcome = f.deliver({said("1", "a")}).front();
    CHECK(outcome.error().code == "kafka.settings");
    CHECK_FALSE(outcome.error().detail.contains("s3cret"));
    CHECK_FALSE(f.host.log.mentions("s3cret"));
}

TEST_CASE("kafka: settings that cannot work are refused at the start") {
    const auto start = [](testkit::values more) {
        more.emplace("brokers", std::vector<std::string>{"127.0.0.1:9092"});
        more.emplace("topic", "care");
        testkit::fake_host host(testkit::configured(kafka_sink::fields, std::move(more)));
        kafka_sink sink(host);
    };
    using names = std::vector<std::string>;
    CHECK_NOTHROW(start({}));
    CHECK_THROWS_WITH(start({{"brokers", names{}}}), tests::contains("brokers"));
    CHECK_THROWS_WITH(start({{"brokers", names{"localhost"}}}), tests::contains("HOST:PORT"));
    CHECK_THROWS_WITH(start({{"topic", "a b"}}), tests::contains("topic"));
    CHECK_THROWS_WITH(start({{"sasl", "plain"}}),
                      tests::contains("needs user") && tests::contains("needs password"));
    CHECK_THROWS_WITH(start({{"sasl", "plain"}, {"user", "me"}, {"password", "credential:k"}}),
                      tests::contains("tls"));
    CHECK_THROWS_WITH(start({{"timeout", duration{60'000}}}), tests::contains("timeout"));
}

}  // namespace earshot::kafka
