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
    const auto made = to_event(event_format::structured, origin, "k-1", said());
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
    const auto made = to_event(event_format::binary, origin, "k-1", said());
    CHECK(made.content_type == "application/json");
    CHECK(header(made, "ce-specversion") == "1.0");
    CHECK(header(made, "ce-id") == "k-1");
    CHECK(header(made, "ce-type") == "nl.example.message.received.v1");
    CHECK(header(made, "ce-datacontenttype") == "absent");
    CHECK(*message_from_json(made.body) == said());
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
    const auto made = to_event(event_format::binary, origin, "k", item);
    CHECK(header(made, "ce-partitionkey") == "x/klm/1990000000000000007");
}

}  // namespace earshot::webhook
