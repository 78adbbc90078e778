#include "x/webhook_events.hpp"

#include <array>
#include <boost/json.hpp>

#include "x/included.hpp"
#include "x/legacy_mapping.hpp"
#include "x/oauth1.hpp"
#include "x/object_reader.hpp"
#include "x/post_mapping.hpp"

namespace earshot::x {

namespace {

constexpr std::array<std::string_view, 3> addressing_events{
    "post.mention.create", "post.reply.create", "post.quote.create"};

std::string key_of(const json::key_value_pair& member) {
    return std::string(member.key().data(), member.key().size());
}

// Users by id, as they come beside direct messages.
included read_people(const json::object* users) {
    included made;
    if (!users) return made;
    for (const auto& member : *users) {
        const json::object* user = member.value().if_object();
        if (!user) continue;
        const json::object* inner = object_reader(*user).object("data");
        made.add_person(read_user(inner ? *inner : *user));
    }
    return made;
}

result<message> not_an_object() {
    return fail(error_kind::invalid, "x.event", "an object is expected");
}

// Collects what one body holds.
class body_reader {
public:
    body_reader(const account& to, timestamp received) : to_(to), received_(received) {}

    // False: no shape fits.
    bool read(const json::object& body);
    void reject(const json::value& item, const error& why);
    events take() { return std::move(found_); }

private:
    void read_account_activity(const json::object& body);
    void read_legacy_list(const json::key_value_pair& list, const included& people);
    void read_direct_messages(const json::array& list, const included& people);
    void read_stream(const json::object& body, const json::value& data);
    void read_activities(const json::object& body, const json::value& data);
    void read_activity(const json::value& item, const json::object* outer_includes);
    void read_payload(const json::value& item, std::string_view type, const json::object& payload,
                      const included& with);
    result<message> map_deletion(const json::object& payload, const included& with);

    void keep(const json::value& item, result<message> made);
    void ignore(std::string_view kind, std::size_t count = 1);
    bool ours(object_reader& from, member_name user);

    const account& to_;
    timestamp received_;
    events found_;
};

void body_reader::keep(const json::value& item, result<message> made) {
    if (made)
        found_.items.messages.push_back(std::move(*made));
    else
        reject(item, made.error());
}

void body_reader::reject(const json::value& item, const error& why) {
    std::string id;
    if (const json::object* object = item.if_object()) {
        object_reader from(*object);
        const json::object* payload = from.object("payload");
        id = payload ? object_reader(*payload).id("id") : from.id({"id_str", "id"});
    }
    found_.items.rejects.push_back({json::serialize(item), why.detail, std::move(id)});
}

void body_reader::ignore(std::string_view kind, std::size_t count) {
    found_.ignored[std::string(kind)] += static_cast<int>(count);
}

// One webhook may serve several accounts of an app; each event names the one it is for.
bool body_reader::ours(object_reader& from, member_name user) {
    const std::string id = from.text(user);
    if (id.empty() || id == to_.user_id) return true;
    ignore(other_account);
    return false;
}

bool body_reader::read(const json::object& body) {
    if (body.contains("for_user_id")) return read_account_activity(body), true;
    if (const json::value* data = body.if_contains("data")) {
        if (body.contains("matching_rules"))
            read_stream(body, *data);
        else
            read_activities(body, *data);
        return true;
    }
    for (const char* notice : {"replay_job_status", "user_event", "errors"})
        if (body.contains(notice)) return ignore(notice), true;
    return false;
}

// --- account activity ---------------------------------------------------------------------------

void body_reader::read_account_activity(const json::object& body) {
    object_reader from(body);
    if (!ours(from, "for_user_id")) return;
    const included people = read_people(from.object("users"));
    for (const auto& member : body) {
        if (!key_of(member).ends_with("_events") && key_of(member) != "user_event") continue;
        read_legacy_list(member, people);
    }
}

void body_reader::read_legacy_list(const json::key_value_pair& list, const included& people) {
    const std::string kind = key_of(list);
    const json::array* items = list.value().if_array();
    if (!items) return ignore(kind);
    if (kind == "direct_message_events") return read_direct_messages(*items, people);
    const bool created = kind == "tweet_create_events";
    if (!created && kind != "tweet_delete_events") return ignore(kind, items->size());
    for (const json::value& item : *items) {
        const json::object* object = item.if_object();
        if (!object)
            keep(item, not_an_object());
        else
            keep(item, created ? map_legacy_post(*object, to_) : map_legacy_deletion(*object, to_));
    }
}

void body_reader::read_direct_messages(const json::array& list, const included& people) {
    for (const json::value& item : list) {
        const json::object* event = item.if_object();
        if (!event) {
            keep(item, not_an_object());
            continue;
        }
        const std::string type = object_reader(*event).text("type");
        if (type.empty() || type == "message_create")
            keep(item, map_direct_message(*event, people, to_));
        else
            ignore("direct_message." + type);
    }
}

// --- filtered stream ----------------------------------------------------------------------------

void body_reader::read_stream(const json::object& body, const json::value& data) {
    const included with(object_reader(body).object("includes"));
    const auto read_post = [&](const json::value& item) {
        const json::object* post = item.if_object();
        keep(item, post ? map_post(*post, with, to_) : not_an_object());
    };
    const json::array* several = data.if_array();
    if (!several) return read_post(data);
    for (const json::value& item : *several) read_post(item);
}

// --- activity events ----------------------------------------------------------------------------

void body_reader::read_activities(const json::object& body, const json::value& data) {
    const json::object* includes = object_reader(body).object("includes");
    const auto read_event = [&](const json::value& item) {
        if (item.is_object())
            read_activity(item, includes);
        else
            keep(item, not_an_object());
    };
    const json::array* several = data.if_array();
    if (!several) return read_event(data);
    for (const json::value& item : *several) read_event(item);
}

void body_reader::read_activity(const json::value& item, const json::object* outer_includes) {
    object_reader from(item.get_object());
    const std::string type = from.required_text("event_type");
    const json::object* payload = from.object("payload");
    const json::object* filter = from.object("filter");
    const json::object* includes = from.object("includes");
    if (!payload) from.complain("payload", "it is missing");
    if (!from.good()) return reject(item, error(error_kind::invalid, "x.event", from.problem()));
    if (filter) {
        object_reader who(*filter);
        if (!ours(who, "user_id")) return;
    }
    read_payload(item, type, *payload, included(includes ? includes : outer_includes));
}

void body_reader::read_payload(const json::value& item, std::string_view type,
                               const json::object& payload, const included& with) {
    if (type == "post.delete") return keep(item, map_deletion(payload, with));
    if (type == "dm.received" || type == "dm.sent") {
        object_reader from(payload);
        const json::array* list = from.array("direct_message_events");
        if (list) return read_direct_messages(*list, read_people(from.object("users")));
        return reject(item, error(error_kind::invalid, "x.event",
                                  "payload.direct_message_events: an array is expected"));
    }
    const bool addressing = std::ranges::find(addressing_events, type) != addressing_events.end();
    if (!addressing && type != "post.create") return ignore(type);
    auto made = map_post(payload, with, to_);
    if (made && addressing && made->kind != message_kind::share) made->addressed = true;
    keep(item, std::move(made));
}

// X tells neither when it was deleted nor its other versions' ids.
result<message> body_reader::map_deletion(const json::object& payload, const included& with) {
    object_reader from(payload);
    std::string id = from.required_id("id");
    const std::string by = from.required_id("author_id");
    if (!from.good()) return fail(error_kind::invalid, "x.deletion", "payload." + from.problem());
    return deletion_of(std::move(id), with.person(by), received_, to_, payload);
}

}  // namespace

result<events> read_events(std::string_view body, const account& to, timestamp received) {
    const auto parsed = parse_body(body);
    if (!parsed) return std::unexpected(parsed.error());
    const error unknown(error_kind::invalid, "x.body",
                        "none of the shapes in which X delivers: neither for_user_id nor data");
    body_reader reader(to, received);
    if (const json::array* several = parsed->if_array()) {
        for (const json::value& item : *several)
            if (!item.is_object() || !reader.read(item.get_object())) reader.reject(item, unknown);
        return reader.take();
    }
    if (!parsed->is_object() || !reader.read(parsed->get_object())) return std::unexpected(unknown);
    return reader.take();
}

result<webhook_answer> answer_challenge(std::string_view query, std::string_view consumer_secret) {
    for (const auto& [name, value] : read_query(query)) {
        if (name != "crc_token" || value.empty()) continue;
        const std::string proof = to_base64(hmac(hash::sha256, consumer_secret, value));
        json::object answer;
        answer["response_token"] = "sha256=" + proof;
        return webhook_answer{200, "application/json", json::serialize(answer)};
    }
    return fail(error_kind::invalid, "x.crc",
                "a GET on the webhook without crc_token: X sends one with its challenge");
}

signature_scheme webhook_signature() {
    signature_scheme scheme;
    scheme.algorithm = hash::sha256;
    scheme.text = signed_text::body;
    scheme.encoding = signature_encoding::base64;
    scheme.header = "x-twitter-webhooks-signature";
    scheme.prefix = "sha256=";
    scheme.secret_field = "consumer_secret";
    return scheme;
}

}  // namespace earshot::x
