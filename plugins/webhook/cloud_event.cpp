#include "webhook/cloud_event.hpp"

#include <boost/json.hpp>

namespace earshot::webhook {

namespace {

namespace json = boost::json;

using attributes = std::vector<std::pair<std::string, std::string>>;

// Events with one key are to be kept in order: a conversation, or a message without one.
std::string partition_of(const message& item) {
    const std::string& place = item.thread_id.empty() ? item.object_id : item.thread_id;
    return item.platform + "/" + item.account + "/" + place;
}

attributes attributes_of(const event_origin& from, std::string_view id, const message& item) {
    return {{"specversion", "1.0"},
            {"id", std::string(id)},
            {"source", from.source},
            {"type", type_of(from.type_prefix, item)},
            {"subject", name_of(item)},
            {"time", format_rfc3339(item.created)},
            {"partitionkey", partition_of(item)}};
}

// A message in JSON has members, always.
std::string data_of(const sink_item& one) {
    std::string data = to_json(one.item);
    if (one.understood == understanding{}) return data;
    data.back() = ',';
    return data.append("\"understanding\":").append(to_json(one.understood)).append("}");
}

event_request structured(const attributes& of, const sink_item& one) {
    event_request out{.content_type = "application/cloudevents+json; charset=utf-8"};
    const std::string data = data_of(one);
    out.body.reserve(data.size() + 512);
    for (const auto& [name, value] : of)
        out.body.append(out.body.empty() ? "{\"" : ",\"")
            .append(name)
            .append("\":")
            .append(json::serialize(json::string_view(value)));
    out.body.append(",\"datacontenttype\":\"application/json\",\"data\":").append(data).append("}");
    return out;
}

event_request binary(const attributes& of, const sink_item& one) {
    event_request out{.content_type = "application/json", .body = data_of(one)};
    for (const auto& [name, value] : of)
        out.headers.emplace_back("ce-" + name, header_value(value));
    return out;
}

}  // namespace

event_request to_event(event_format format, const event_origin& from, std::string_view id,
                       const sink_item& one) {
    const attributes of = attributes_of(from, id, one.item);
    return format == event_format::structured ? structured(of, one) : binary(of, one);
}

std::string type_of(const std::string& prefix, const message& item) {
    const char* happened = item.kind == message_kind::deletion     ? "deleted"
                           : item.kind == message_kind::edit       ? "edited"
                           : item.from == direction::from_customer ? "received"
                                                                   : "sent";
    return prefix + ".message." + happened + ".v1";
}

std::string header_value(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && c != '"' && c != '%')
            out += c;
        else
            out.append("%").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
    return out;
}

}  // namespace earshot::webhook
