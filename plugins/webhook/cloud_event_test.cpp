#include "webhook/cloud_event.hpp"

#include <boost/json.hpp>

#include "catch.hpp"

namespace earshot::webhook {

namespace {

namespace json = boost::json;

const event_origin origin{"/earshot/helpdesk", "nl.example"};

message said() {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = "1990000000000000007";
    item.thread_id = "1990000000000000001";
    item.by.handle = "mia_1";
    item.text = item.display_text = "Koffer weg 😡\n\"KL1234\"";
    item.created = *parse_rfc3339("2026-03-01T07:49:01Z");
    return item;
}

event_request event_of(event_format format, message item) {
    sink_item one;
    one.item = std::move(item);
    return to_event(format, origin, "k-1", one);
}

std::string member(const json::object& from, const char* key) {
    return json::value_to<std::string>(from.at(key));
}

std::string header(const event_request& from, std::string_view name) {
    for (const auto& [key, value] : from.headers)
        if (key == name) return value;
    return "absent";
}

}  // namespace

TEST_CASE("cloud event: structured, all of it is in the body") {
    const auto made = event_of(event_format::structured, said());
    CHECK(made.content_type == "application/cloudevents+json; charset=utf-8");
    CHECK(made.headers.empty());
    const json::value body = json::parse(made.body);
    const json::object& event = body.as_object();
    CHECK(member(event, "specversion") == "1.0");
    CHECK(member(event, "id") == "k-1");
    CHECK(member(event, "source") == "/earshot/helpdesk");
    CHECK(member(event, "type") == "nl.example.message.received.v1");
    CHECK(member(event, "subject") == "x/klm/1990000000000000007");
    CHECK(member(event, "time") == "2026-03-01T07:49:01.000Z");
    CHECK(member(event, "datacontenttype") == "application/json");
    CHECK(member(event, "partitionkey") == "x/klm/1990000000000000001");
    CHECK(*message_from_json(json::serialize(event.at("data"))) == said());
}

TEST_CASE("cloud event: binary, attributes are headers and the body is the message") {
    const auto made = event_of(event_format::binary, said());
    CHECK(made.content_type == "application/json");
    CHECK(header(made, "ce-specversion") == "1.0");
    CHECK(header(made, "ce-id") == "k-1");
    CHECK(header(made, "ce-type") == "nl.example.message.received.v1");
    CHECK(header(made, "ce-datacontenttype") == "absent");
    CHECK(*message_from_json(made.body) == said());
}

TEST_CASE("cloud event: what was understood stands beside the message's own members") {
    sink_item one;
    one.item = said();
    one.understood.language.tag = "nl";
    one.understood.case_id = "c17";
    const auto format = GENERATE(event_format::structured, event_format::binary);
    const json::value body = json::parse(to_event(format, origin, "k-1", one).body);
    const json::object& data =
        (format == event_format::binary ? body : body.at("data")).as_object();
    CHECK(*understanding_from_json(json::serialize(data.at("understanding"))) == one.understood);
    CHECK(*message_from_json(json::serialize(data)) == said());
    CHECK_FALSE(event_of(format, said()).body.contains("understanding"));
}

TEST_CASE("cloud event: header values are encoded as the published example") {
    CHECK(header_value("Euro € 😀") == "Euro%20%E2%82%AC%20%F0%9F%98%80");
    CHECK(header_value("a\"b%c\r\nd\x7F") == "a%22b%25c%0D%0Ad%7F");
    CHECK(header_value("!~'(x)") == "!~'(x)");
}

TEST_CASE("cloud event: the type says what happened") {
    message item = said();
    CHECK(type_of("earshot", item) == "earshot.message.received.v1");
    item.from = direction::from_us;
    CHECK(type_of("earshot", item) == "earshot.message.sent.v1");
    item.kind = message_kind::edit;
    CHECK(type_of("earshot", item) == "earshot.message.edited.v1");
    item.kind = message_kind::deletion;
    CHECK(type_of("earshot", item) == "earshot.message.deleted.v1");
}

TEST_CASE("cloud event: a message without a thread is kept in order by itself") {
    message item = said();
    item.thread_id.clear();
    const auto made = event_of(event_format::binary, item);
    CHECK(header(made, "ce-partitionkey") == "x/klm/1990000000000000007");
}

}  // namespace earshot::webhook
