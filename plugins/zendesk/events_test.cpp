#include "zendesk/events.hpp"

#include "catch.hpp"

namespace earshot::zendesk {

namespace {

event_page read(const std::string& events, const std::string& more = "") {
    return *read_events(*parse(R"({"ticket_events":[)" + events + "]" + more + "}"), "9");
}

std::string event(const std::string& children, int by = 7) {
    return R"({"id":1,"ticket_id":35,"timestamp":1772366400,"updater_id":)" + std::to_string(by) +
           R"(,"child_events":[)" + children + "]}";
}

}  // namespace

TEST_CASE("zendesk export: tickets with public comments of others are named once") {
    const std::string open = R"({"event_type":"Comment","id":3,"public":true,"author_id":7})";
    CHECK(read(event(open) + "," + event(open)).commented == std::vector<std::string>{"35"});
    CHECK(
        read(event(R"({"event_type":"Comment","public":false,"author_id":7})")).commented.empty());
    CHECK(read(event(R"({"event_type":"Comment","public":true,"author_id":9})")).commented.empty());
}

TEST_CASE("zendesk export: solving, opening and assigning are deeds, ours are not") {
    const std::string all =
        R"({"event_type":"Change","id":4,"status":"solved","previous_value":"open"},)"
        R"({"event_type":"Change","id":5,"status":"closed","previous_value":"solved"},)"
        R"({"event_type":"Change","id":6,"status":"open","previous_value":"solved"},)"
        R"({"event_type":"Change","id":7,"assignee_id":"12","previous_value":null},)"
        R"({"event_type":"Change","id":8,"assignee_id":null,"previous_value":"12"})";
    const auto deeds = read(event(all)).deeds;
    REQUIRE(deeds.size() == 4);
    CHECK(deeds[0].what.what == ticket_act::closed);
    CHECK(deeds[0].what.id == "event-4/closed");
    CHECK(deeds[0].ticket == "35");
    CHECK(deeds[1].what.what == ticket_act::reopened);
    CHECK(deeds[2].what.to == "user 12");
    CHECK(deeds[3].what.to.empty());
    CHECK(read(event(all, 9)).deeds.empty());
}

TEST_CASE("zendesk export: it says where it ends, and whether there is more") {
    CHECK(read("", R"(,"end_time":1772366400,"end_of_stream":false)").more);
    CHECK(read("", R"(,"end_time":1772366400)").end == 1'772'366'400);
    CHECK_FALSE(read("", R"(,"end_of_stream":true)").more);
    CHECK(read("", R"(,"end_time":-5)").end == 0);
    CHECK(read("", R"(,"end_time":"soon")").end == 0);
    CHECK(read("null,7,{}").commented.empty());
    CHECK(read_events(*parse("{}"), "9").error().code == "zendesk.body");
}

}  // namespace earshot::zendesk
