#include "twins/helpdesk/inbound.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "earshot/signature.hpp"
#include "twins/parameters.hpp"

namespace earshot::twins::helpdesk {

namespace json = boost::json;

namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr duration tolerance = std::chrono::minutes{5};

std::unexpected<error> bad(std::string detail) {
    return fail(error_kind::invalid, "twin.event", std::move(detail));
}

std::string text_member(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

result<json::value> parsed(std::string_view body) {
    json::error_code problem;
    json::value out = json::parse(json::string_view(body.data(), body.size()), problem);
    if (problem) return bad("the body is not JSON: " + problem.message());
    return out;
}

const json::object* object_member(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains(name);
    return found ? found->if_object() : nullptr;
}

result<inbound> with_outcome(inbound event, const json::value& data) {
    const json::object* notice = data.if_object();
    const json::object* answer = notice ? object_member(*notice, "answer") : nullptr;
    if (!answer) return bad("a notice of an answer without the answer");
    const json::object* proof = object_member(*notice, "receipt");
    event.told = outcome{text_member(*answer, "id"), proof ? text_member(*proof, "id") : "",
                         text_member(*notice, "code")};
    return event;
}

result<inbound> complete(inbound event, const json::value& data) {
    if (event.event_id.empty() || event.source.empty() || event.type.empty())
        return bad("a CloudEvent needs id, source and type");
    if (event.type.contains(".answer.")) return with_outcome(std::move(event), data);
    if (event.type.contains(".gap.")) {
        event.told.emplace();
        return event;
    }
    const json::object* members = data.if_object();
    const json::value* inner = members ? members->if_contains("message") : nullptr;
    auto item = message_from_json(json::serialize(inner ? *inner : data));
    if (!item) return std::unexpected(item.error());
    event.item = std::move(*item);
    const json::value* understood = members ? members->if_contains("understanding") : nullptr;
    if (!understood) return event;
    auto what = understanding_from_json(json::serialize(*understood));
    if (!what) return std::unexpected(what.error());
    event.understood = std::move(*what);
    return event;
}

result<inbound> read_structured(const json::value& envelope, std::string webhook_id) {
    if (!envelope.is_object()) return bad("a CloudEvent is a JSON object");
    const json::object& from = envelope.get_object();
    if (text_member(from, "specversion") != "1.0") return bad("specversion is not 1.0");
    const json::value* data = from.if_contains("data");
    if (data == nullptr) return bad("a CloudEvent without data");
    return complete({std::move(webhook_id), text_member(from, "id"), text_member(from, "source"),
                     text_member(from, "type")},
                    *data);
}

result<inbound> read_binary(const net::server_request& request, std::string webhook_id) {
    const auto attribute = [&](std::string_view name) {
        return percent_decode(header(request, name));
    };
    if (attribute("ce-specversion") != "1.0") return bad("ce-specversion is not 1.0");
    const auto data = parsed(request.body);
    if (!data) return std::unexpected(data.error());
    return complete(
        {std::move(webhook_id), attribute("ce-id"), attribute("ce-source"), attribute("ce-type")},
        *data);
}

result<std::vector<inbound>> read_all(const json::value& envelopes, const std::string& webhook_id) {
    if (!envelopes.is_array()) return bad("a batch is a JSON array");
    std::vector<inbound> out;
    for (const json::value& one : envelopes.get_array()) {
        auto event = read_structured(one, webhook_id);
        if (!event) return std::unexpected(event.error());
        out.push_back(std::move(*event));
    }
    return out;
}

}  // namespace

std::string signing::sign(std::string_view id, std::string_view when, std::string_view body) const {
    const std::string_view encoded = std::string_view(secret).substr(secret_prefix.size());
    const auto key = from_base64(encoded);
    const std::string text = std::string(id).append(".").append(when).append(".").append(body);
    return "v1," + to_base64(hmac(hash::sha256, key ? *key : std::string(), text));
}

result<void> signing::verify(const net::server_request& request, timestamp now) const {
    const std::string_view id = header(request, "webhook-id");
    const std::string_view when = header(request, "webhook-timestamp");
    const std::string_view given = header(request, "webhook-signature");
    if (id.empty() || when.empty() || given.empty())
        return bad("webhook-id, webhook-timestamp and webhook-signature are needed");
    std::int64_t seconds = 0;
    std::from_chars(when.data(), when.data() + when.size(), seconds);
    const timestamp at{std::chrono::seconds{seconds}};
    if (now - at > tolerance || at - now > tolerance)
        return bad("webhook-timestamp is too far off");
    const std::string expected = sign(id, when, request.body);
    for (const std::string& one : split(given, ' '))
        if (equal_in_constant_time(one, expected)) return {};
    return bad("no signature fits");
}

result<std::vector<inbound>> read_events(const net::server_request& request) {
    const std::string webhook_id(header(request, "webhook-id"));
    const std::string_view type = header(request, "content-type");
    if (type.starts_with("application/cloudevents-batch")) {
        const auto envelopes = parsed(request.body);
        if (!envelopes) return std::unexpected(envelopes.error());
        return read_all(*envelopes, webhook_id);
    }
    const bool structured = type.starts_with("application/cloudevents");
    const auto envelope = structured ? parsed(request.body) : result<json::value>(nullptr);
    if (!envelope) return std::unexpected(envelope.error());
    auto event =
        structured ? read_structured(*envelope, webhook_id) : read_binary(request, webhook_id);
    if (!event) return std::unexpected(event.error());
    std::vector<inbound> out;
    out.push_back(std::move(*event));
    return out;
}

}  // namespace earshot::twins::helpdesk
