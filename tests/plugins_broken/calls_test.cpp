#include <boost/asio/bind_cancellation_slot.hpp>

#include "plugin_bench.hpp"

using namespace earshot;
using tests::items;
using tests::plugin_bench;

namespace {

void check_works(plugin_bench& bench, plugins::instance& healthy) {
    const auto outcomes = bench.run(healthy.deliver(items(2)));
    REQUIRE(outcomes.size() == 2);
    REQUIRE(outcomes[1]);
    CHECK(outcomes[1]->id == "ticket-1");
    CHECK(healthy.status().running);
}

settings patience(duration length) { return settings({{"patience", length}}); }

plugins::call_limits quick() {
    plugins::call_limits limits;
    limits.deliver = duration{20};
    limits.grace = duration{20};
    return limits;
}

}  // namespace

TEST_CASE("plugin calls: everything that a plugin offers gets through") {
    plugin_bench bench;
    const auto healthy = bench.start("healthy");
    CHECK(bench.log.has("healthy.started", "plugin=healthy instance=klm with=care"));
    CHECK(healthy->polls());
    CHECK(healthy->publishes());
    CHECK(healthy->delivers());
    REQUIRE(healthy->routes().size() == 1);
    CHECK(healthy->limits().max_length == 280);

    const auto polled = bench.run(healthy->poll({"cursor", 10}));
    REQUIRE(polled);
    CHECK(polled->cursor == "cursor+");
    CHECK(polled->items.messages.at(0).account == "klm");
    CHECK(healthy->metrics() == std::vector<plugins::metric>{{"polls", true, 1}});

    webhook_request request;
    request.body = "{}";
    CHECK(healthy->accept(request).value().messages.size() == 1);
    CHECK(healthy->length("four").value() == 4);
    publish_request publish;
    publish.key = "7";
    CHECK(bench.run(healthy->publish(publish)).value().id == "post-7");
    CHECK(bench.run(healthy->reconcile(publish)).value() == std::nullopt);
    check_works(bench, *healthy);
}

TEST_CASE(
    "plugin calls: an error of the plugin's own is passed on and shown until it works again") {
    plugin_bench bench;
    const auto healthy = bench.start("healthy");
    CHECK(healthy->accept({}).error().code == "healthy.body");
    CHECK(healthy->status().running);
    CHECK(healthy->status().problem == "healthy.body: empty");
    webhook_request request;
    request.body = "{}";
    CHECK(healthy->accept(request));
    CHECK(healthy->status().problem.empty());
}

TEST_CASE("plugin calls: what a plugin does not offer is an error") {
    plugin_bench bench;
    const auto sink = bench.start("wrong_outcomes");
    CHECK(to_string(bench.run(sink->poll({})).error()) ==
          "plugin.not_offered: klm: the plugin wrong_outcomes offers no poll");
    CHECK(to_string(sink->accept({}).error()) ==
          "plugin.not_offered: klm: the plugin wrong_outcomes offers no accept");
}

TEST_CASE("plugin calls: an exception of the constructor is the reason for not starting") {
    plugin_bench bench;
    const auto healthy = bench.start("healthy");
    const auto hopeless = bench.try_start("throws_in_create");
    REQUIRE_FALSE(hopeless);
    CHECK(to_string(hopeless.error()) ==
          "plugin.create: klm: the plugin throws_in_create cannot start: "
          "the moon is not in the right phase");
    check_works(bench, *healthy);
}

TEST_CASE("plugin calls: an exception becomes an error on one line, and one line in the log") {
    plugin_bench bench;
    const auto healthy = bench.start("healthy");
    const auto moody = bench.start("throws_in_call");
    for (int i = 0; i < 3; ++i) {
        const auto accepted = moody->accept({});
        REQUIRE_FALSE(accepted);
        CHECK(accepted.error().kind == error_kind::permanent);
        CHECK(to_string(accepted.error()) ==
              "plugin.threw: klm: accept threw: I will not read this");
    }
    CHECK(to_string(moody->challenge({}).error()) ==
          "plugin.threw: klm: challenge threw: something that is not a std::exception");
    const auto outcomes = bench.run(moody->deliver(items(2)));
    REQUIRE(outcomes.size() == 2);
    CHECK(to_string(outcomes[1].error()) ==
          "plugin.threw: klm: deliver threw: I will not read this");
    CHECK(moody->status().running);
    CHECK(
        bench.log.events() ==
        std::vector<std::string>{"1 healthy.started plugin=healthy instance=klm with=care",
                                 "3 plugin.threw plugin=throws_in_call instance=klm call=accept "
                                 "why=klm: accept threw: I will not read this",
                                 "3 plugin.threw plugin=throws_in_call instance=klm call=challenge "
                                 "why=klm: challenge threw: something that is not a std::exception",
                                 "3 plugin.threw plugin=throws_in_call instance=klm call=deliver "
                                 "why=klm: deliver threw: I will not read this"});
    check_works(bench, *healthy);
}

TEST_CASE("plugin calls: too few outcomes are an error for every item") {
    plugin_bench bench;
    const auto terse = bench.start("wrong_outcomes");
    const auto outcomes = bench.run(terse->deliver(items(3)));
    REQUIRE(outcomes.size() == 3);
    for (const auto& one : outcomes)
        CHECK(to_string(one.error()) ==
              "plugin.wrong_outcomes: klm: deliver gave 1 outcomes for 3 items");
}

TEST_CASE("plugin calls: a sink takes at least one item at a time, and not any number of them") {
    const auto capacity = [](std::int64_t told) {
        plugin_bench bench;
        return bench.start("wrong_capacity", settings({{"at_a_time", told}}))->capacity();
    };
    for (const std::int64_t told : {0, -3}) {
        CHECK(capacity(told).batch == 1);
        CHECK(capacity(told).concurrency == 1);
    }
    CHECK(capacity(7).batch == 7);
    CHECK(capacity(2'147'483'647).batch == 10'000);
    CHECK(capacity(2'147'483'647).concurrency == 10'000);
}

TEST_CASE("plugin calls: one that blocks the loop is named while it does, and stopped after it") {
    plugin_bench bench({}, {duration{50}, duration{100}});
    const auto healthy = bench.start("healthy");
    const auto sleeper = bench.start("blocks_loop");
    const auto outcomes = bench.run(sleeper->deliver(items(1)));
    CHECK(outcomes.at(0));
    CHECK(
        bench.log.has("plugin.blocked_loop", "plugin=blocks_loop instance=klm call=deliver for="));
    CHECK(bench.log.has("plugin.stopped", "deliver blocked the loop for"));
    CHECK_FALSE(sleeper->status().running);
    const auto refused = bench.run(sleeper->deliver(items(1)));
    CHECK(refused.at(0).error().code == "plugin.stopped");
    CHECK(refused.at(0).error().kind == error_kind::throttled);
    check_works(bench, *healthy);
}

TEST_CASE("plugin calls: one that ignores cancellation is left behind, and takes no more calls") {
    plugin_bench bench(quick());
    const auto healthy = bench.start("healthy");
    const auto stubborn = bench.start("ignores_cancellation", patience(std::chrono::hours{1}));
    const auto outcomes = bench.run(stubborn->deliver(items(2)));
    REQUIRE(outcomes.size() == 2);
    CHECK(outcomes[0].error().kind == error_kind::transient);
    CHECK(to_string(outcomes[0].error()) ==
          "plugin.stuck: klm takes no calls: deliver was asked to stop and had not 20ms later");
    CHECK(bench.log.has("plugin.stuck", "plugin=ignores_cancellation instance=klm call=deliver"));
    CHECK_FALSE(stubborn->status().running);
    const auto refused = bench.run(stubborn->deliver(items(1)));
    CHECK(refused.at(0).error().code == "plugin.stuck");
    CHECK(refused.at(0).error().kind == error_kind::throttled);
    check_works(bench, *healthy);
}

TEST_CASE("plugin calls: one that was left behind and ends after all takes calls again") {
    plugin_bench bench(quick());
    const auto slow = bench.start("ignores_cancellation", patience(duration{60}));
    CHECK(bench.run(slow->deliver(items(1))).at(0).error().code == "plugin.stuck");
    bench.loop().restart();
    bench.loop().run();
    CHECK(
        bench.log.has("plugin.came_back", "plugin=ignores_cancellation instance=klm call=deliver"));
    CHECK(slow->status().running);
}

TEST_CASE("plugin calls: cancelling the caller cancels the plugin") {
    plugin_bench bench;
    const auto patient = bench.start("waits", patience(std::chrono::hours{1}));
    std::optional<std::string> code;
    auto deliver = [](plugins::instance& to, std::optional<std::string>& into) -> task<void> {
        const auto outcomes = co_await to.deliver(items(1));
        into = outcomes.at(0).error().code;
    };
    boost::asio::cancellation_signal stop;
    boost::asio::co_spawn(
        bench.loop(), deliver(*patient, code),
        boost::asio::bind_cancellation_slot(stop.slot(), [](std::exception_ptr) {}));
    bench.turn();
    stop.emit(boost::asio::cancellation_type::terminal);
    bench.turn();
    CHECK(code == "plugin.cancelled");
    CHECK(patient->status().problem.empty());
}

TEST_CASE("plugin calls: one that takes too long is cancelled, and the next is welcome") {
    plugin_bench bench(quick());
    const auto patient = bench.start("waits", patience(std::chrono::hours{1}));
    const auto outcomes = bench.run(patient->deliver(items(1)));
    CHECK(outcomes.at(0).error().kind == error_kind::transient);
    CHECK(to_string(outcomes.at(0).error()) ==
          "plugin.timeout: klm: deliver took longer than 20ms");
    CHECK(bench.log.has("plugin.timeout", "plugin=waits instance=klm call=deliver"));
    CHECK(patient->status().running);
}
