#include "webhook/replies.hpp"

#include <boost/json.hpp>

#include "earshot/json_text.hpp"

namespace earshot::webhook {

namespace {

namespace json = boost::json;

constexpr std::size_t max_events = 1'000;
constexpr std::size_t max_id = 512;
constexpr std::size_t max_text = 64 << 10;

std::string header(const webhook_request& from, std::string_view name) {
    for (const auto& [key, value] : from.headers)
        if (key == name) return value;
    return {};
}

// Reads members one by one and remembers the first complaint.
class reader {
public:
    explicit reader(const json::object& from) : from_(from) {}

    std::string needed(std::string_view key, std::size_t limit) {
        std::string text = optional(key, limit);
        if (text.empty()) complain(key, "is missing or empty");
        return text;
    }

    std::string optional(std::string_view key, std::size_t limit) {
        const json::value* found = from_.if_contains(key);
        if (!found || found->is_null()) return {};
        const json::string* text = found->if_string();
        if (!text) return complain(key, "is not a text: ids are texts too"), std::string();
        if (text->size() > limit) return complain(key, "is too long"), std::string();
        return {text->data(), text->size()};
    }

    timestamp time(std::string_view key) {
        const std::string text = optional(key, max_id);
        if (text.empty()) return {};
        const auto when = parse_rfc3339(text);
        if (!when) complain(key, "is not a time as RFC 3339 writes it");
        return when.value_or(timestamp{});
    }

    void complain(std::string_view key, std::string_view what) {
        if (reason.empty()) reason.append("data.").append(key).append(" ").append(what);
    }

    std::string reason;

private:
    const json::object& from_;
};

class events {
public:
    events(const webhook_request& request, const std::string& origin)
        : id_(header(request, "webhook-id")), origin_(origin) {}

    void add(const json::value& event, std::string_view place) {
        const json::object* whole = event.if_object();
        const json::value* type = whole ? whole->if_contains("type") : nullptr;
        if (!type || !type->is_string()) return reject(event, "an event without type");
        if (type->get_string() != "reply.created") return;
        const json::value* data = whole->if_contains("data");
        if (!data || !data->is_object()) return reject(event, "an event without data");
        take(event, data->get_object(), place);
    }

    batch found;

private:
    void take(const json::value& event, const json::object& data, std::string_view place) {
        reader from(data);
        reply said;
        said.origin = origin_;
        said.platform = from.needed("platform", max_id);
        said.account = from.needed("account", max_id);
        said.object_id = from.needed("object_id", max_id);
        said.text = from.needed("text", max_text);
        said.author = from.optional("author", max_id);
        said.expires = from.time("expires");
        said.id = from.optional("id", max_id);
        if (said.id.empty() && !id_.empty()) said.id = id_ + std::string(place);
        if (said.id.empty()) from.complain("id", "is missing, and there is no webhook-id");
        if (!from.reason.empty()) return reject(event, std::move(from.reason));
        found.replies.push_back(std::move(said));
    }

    void reject(const json::value& event, std::string reason) {
        found.rejects.push_back({json::serialize(event), std::move(reason), {}});
    }

    std::string id_;
    const std::string& origin_;
};

}  // namespace

result<batch> read_replies(const webhook_request& request, const std::string& origin) {
    json::error_code problem;
    const json::value body = json::parse(without_lone_surrogates(request.body), problem);
    if (problem)
        return fail(error_kind::invalid, "webhook.body",
                    "the body is not JSON: " + problem.message());
    events from(request, origin);
    const json::array* several = body.if_array();
    if (several && several->size() > max_events)
        return fail(error_kind::invalid, "webhook.body", "the body has more than 1000 events");
    if (!several) from.add(body, "");
    for (std::size_t i = 0; several && i < several->size(); ++i)
        from.add((*several)[i], "/" + std::to_string(i));
    return std::move(from.found);
}

}  // namespace earshot::webhook
