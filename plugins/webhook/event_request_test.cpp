#include "webhook/event_request.hpp"

#include "catch.hpp"

namespace earshot::webhook {

namespace {

cloud_event said() {
    cloud_event one;
    one.id = "k-1";
    one.source = "/earshot/helpdesk";
    one.type = "earshot.message.received.v1";
    one.subject = "x/klm/7";
    one.partition_key = "x/klm/1";
    one.data = R"({"text":"Koffer weg 😡"})";
    return one;
}

std::string header(const event_request& from, std::string_view name) {
    for (const auto& [key, value] : from.headers)
        if (key == name) return value;
    return "absent";
}

}  // namespace

TEST_CASE("event request: structured, all of it is in the body") {
    const auto made = structured(said());
    CHECK(made.content_type == "application/cloudevents+json; charset=utf-8");
    CHECK(made.headers.empty());
    CHECK(made.body == to_json(said()));
}

TEST_CASE("event request: binary, attributes are headers and the body is the data") {
    const auto made = binary(said());
    CHECK(made.content_type == "application/json");
    CHECK(header(made, "ce-specversion") == "1.0");
    CHECK(header(made, "ce-id") == "k-1");
    CHECK(header(made, "ce-type") == "earshot.message.received.v1");
    CHECK(header(made, "ce-partitionkey") == "x/klm/1");
    CHECK(header(made, "ce-time") == "absent");
    CHECK(header(made, "ce-datacontenttype") == "absent");
    CHECK(made.body == said().data);
}

TEST_CASE("event request: header values are encoded as the published example") {
    CHECK(header_value("Euro € 😀") == "Euro%20%E2%82%AC%20%F0%9F%98%80");
    CHECK(header_value("a\"b%c\r\nd\x7F") == "a%22b%25c%0D%0Ad%7F");
    CHECK(header_value("!~'(x)") == "!~'(x)");
}

}  // namespace earshot::webhook
