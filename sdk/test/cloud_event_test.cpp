#include "earshot/cloud_event.hpp"

#include <boost/json.hpp>

#include "catch.hpp"

namespace earshot {

namespace {

namespace json = boost::json;

const event_origin origin{"/earshot/helpdesk", "nl.example"};

sink_item said() {
    sink_item one;
    one.key = "k-1";
    message& item = one.item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = "1990000000000000007";
    item.thread_id = "1990000000000000001";
    item.by.handle = "mia_1";
    item.text = item.display_text = "Koffer weg 😡\n\"KL1234\"";
    item.created = *parse_rfc3339("2026-03-01T07:49:01Z");
    return one;
}

reply answer() {
    reply one;
    one.id = "T-7/1";
    one.origin = "helpdesk";
    one.platform = "x";
    one.account = "klm";
    one.object_id = "1990000000000000007";
    one.text = "Gefunden!";
    return one;
}

notice about_case(decltype(notice::what) what) {
    notice one;
    one.key = "n-1";
    one.case_key = "x/klm/1990000000000000001";
    one.what = std::move(what);
    return one;
}

json::object parsed(const std::string& text) { return json::parse(text).as_object(); }

std::string member(const json::object& from, const char* key) {
    return json::value_to<std::string>(from.at(key));
}

}  // namespace

TEST_CASE("cloud event: structured, all of it is in one object") {
    const json::object event = parsed(to_json(event_of(origin, said())));
    CHECK(member(event, "specversion") == "1.0");
    CHECK(member(event, "id") == "k-1");
    CHECK(member(event, "source") == "/earshot/helpdesk");
    CHECK(member(event, "type") == "nl.example.message.received.v1");
    CHECK(member(event, "subject") == "x/klm/1990000000000000007");
    CHECK(member(event, "time") == "2026-03-01T07:49:01.000Z");
    CHECK(member(event, "datacontenttype") == "application/json");
    CHECK(member(event, "partitionkey") == "x/klm/1990000000000000001");
    CHECK(*message_from_json(json::serialize(event.at("data"))) == said().item);
}

TEST_CASE("cloud event: what was understood stands beside the message's own members") {
    sink_item one = said();
    one.understood.language.tag = "nl";
    one.understood.case_id = "c17";
    const json::object data = parsed(event_of(origin, one).data);
    CHECK(*understanding_from_json(json::serialize(data.at("understanding"))) == one.understood);
    CHECK(*message_from_json(json::serialize(data)) == said().item);
    CHECK_FALSE(event_of(origin, said()).data.contains("understanding"));
}

TEST_CASE("cloud event: the type says what happened") {
    sink_item one = said();
    CHECK(event_of(origin, one).type == "nl.example.message.received.v1");
    one.item.from = direction::from_us;
    CHECK(event_of(origin, one).type == "nl.example.message.sent.v1");
    one.item.kind = message_kind::edit;
    CHECK(event_of(origin, one).type == "nl.example.message.edited.v1");
    one.item.kind = message_kind::deletion;
    CHECK(event_of(origin, one).type == "nl.example.message.deleted.v1");
}

TEST_CASE("cloud event: a case is kept in order, else the thread, else the message by itself") {
    sink_item one = said();
    one.understood.case_key = "x/klm/1";
    CHECK(event_of(origin, one).partition_key == "x/klm/1");
    one.understood.case_key.clear();
    CHECK(event_of(origin, one).partition_key == "x/klm/1990000000000000001");
    one.item.thread_id.clear();
    CHECK(event_of(origin, one).partition_key == "x/klm/1990000000000000007");
}

TEST_CASE("cloud event: an answer that was published, with the platform's proof") {
    const auto event =
        event_of(origin, about_case(answer_published{answer(), {"99", "https://x/99"}}));
    CHECK(event.id == "n-1");
    CHECK(event.type == "nl.example.answer.published.v1");
    CHECK(event.subject == "x/klm/1990000000000000007");
    CHECK(event.partition_key == "x/klm/1990000000000000001");
    CHECK_FALSE(to_json(event).contains("\"time\""));
    const json::object data = parsed(event.data);
    CHECK(member(data, "what") == "answer_published");
    CHECK(member(data, "case") == "x/klm/1990000000000000001");
    CHECK(member(data.at("receipt").as_object(), "id") == "99");
    CHECK(*reply_from_json(json::serialize(data.at("answer"))) == answer());
}

TEST_CASE("cloud event: an answer that was refused, with what to do") {
    const auto event =
        event_of(origin, about_case(answer_refused{answer(), "x.blocked", "Write by mail."}));
    CHECK(event.type == "nl.example.answer.refused.v1");
    const json::object data = parsed(event.data);
    CHECK(member(data, "what") == "answer_refused");
    CHECK(member(data, "code") == "x.blocked");
    CHECK(member(data, "detail") == "Write by mail.");
}

TEST_CASE("cloud event: a gap belongs to an account, and has its end as time") {
    notice one;
    one.key = "g-1";
    one.what = gap_found{"x",
                         "klm",
                         {*parse_rfc3339("2026-03-01T00:00:00Z"),
                          *parse_rfc3339("2026-03-03T00:00:00Z"), "seven days are listed"}};
    const auto event = event_of(origin, one);
    CHECK(event.type == "nl.example.gap.found.v1");
    CHECK(event.subject == "x/klm");
    CHECK(event.partition_key == "x/klm");
    CHECK(to_json(event).contains("\"time\":\"2026-03-03T00:00:00.000Z\""));
    const json::object data = parsed(event.data);
    CHECK(member(data, "from") == "2026-03-01T00:00:00.000Z");
    CHECK(member(data, "reason") == "seven days are listed");
    CHECK_FALSE(data.contains("case"));
}

TEST_CASE("cloud event: the source is configured, or the instance's name made fit for it") {
    std::map<std::string, settings::value, std::less<>> values{{"type_prefix", "nl.brand"}};
    CHECK(origin_of(settings(values), "help desk").source == "/earshot/help%20desk");
    values.emplace("source", "urn:brand:care");
    CHECK(origin_of(settings(values), "helpdesk").source == "urn:brand:care");
    CHECK(origin_of(settings(values), "helpdesk").type_prefix == "nl.brand");
}

}  // namespace earshot
