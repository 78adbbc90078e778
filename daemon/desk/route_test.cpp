#include "desk/route.hpp"

#include "catch.hpp"

using namespace earshot;

namespace {

desk::policy three_sinks() {
    desk::policy rules;
    rules.routes.push_back({.sink = "helpdesk", .accounts = {}});
    rules.routes.push_back({.sink = "archive", .accounts = {"other"}});
    rules.routes.push_back({.sink = "pager", .accounts = {}, .only_when_routed = true});
    return rules;
}

message complaint() {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = "1990000000000000007";
    return item;
}

std::vector<std::string> destinations(const rules::outcome& found) {
    std::vector<std::string> out;
    for (const auto& one : desk::route_message(three_sinks(), 3, complaint(), found, {}))
        out.push_back(one.destination);
    return out;
}

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("route: a message goes to every sink that serves its account") {
    const auto made = desk::route_message(three_sinks(), 3, complaint(), {}, {});
    REQUIRE(made.size() == 1);
    CHECK(made[0].destination == "sink:helpdesk");
    CHECK(made[0].about == 3);
    CHECK(made[0].key == "x/klm/1990000000000000007");
}

TEST_CASE("route: a rule sends it to further sinks, once each") {
    rules::outcome found;
    found.sinks = {"pager", "helpdesk", "archive"};
    CHECK(destinations(found) == names{"sink:helpdesk", "sink:archive", "sink:pager"});
}

TEST_CASE("route: what may not be for a sink that was never at work goes to it with that doubt") {
    auto rules = three_sinks();
    rules.routes[0].assumed = true;
    rules.routes[0].informs = rules.routes[2].informs = true;
    CHECK(desk::route_message(rules, 3, complaint(), {}, {}).at(0).assumed);
    const gap_found missed{"x", "klm", {}};
    const auto told = desk::tell_of_gap(rules, 4, missed);
    REQUIRE(told.size() == 2);
    CHECK(told[0].assumed);
    CHECK(!told[1].assumed);
}

TEST_CASE("route: what a rule ignores goes nowhere") {
    rules::outcome found;
    found.sinks = {"pager"};
    found.ignored_by = "greetings";
    CHECK(destinations(found).empty());
}

TEST_CASE("route: who is stuck is served before those who are thanked") {
    const auto lane_at = [](urgency urgent) {
        rules::outcome found;
        found.urgent = urgent;
        return desk::route_message(three_sinks(), 3, complaint(), found, {}).at(0).priority;
    };
    CHECK(lane_at(urgency::now) == journal::lane::urgent);
    CHECK(lane_at(urgency::high) == journal::lane::normal);
    CHECK(lane_at(urgency::normal) == journal::lane::normal);
    CHECK(lane_at(urgency::low) == journal::lane::bulk);
}

TEST_CASE("route: a thread is one conversation, a message without one is its own") {
    message item = complaint();
    CHECK(desk::conversation_of(item) == "x/klm/1990000000000000007");
    item.thread_id = "1980";
    CHECK(desk::conversation_of(item) == "x/klm/1980");
}
