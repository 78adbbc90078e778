#include "x/legacy_mapping.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>

#include "x/entities.hpp"
#include "x/media.hpp"
#include "x/object_reader.hpp"
#include "x/post_mapping.hpp"

namespace earshot::x {

namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

timestamp from_milliseconds(object_reader& from, const char* member) {
    const std::string text = from.required_text(member);
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    constexpr std::int64_t latest = 253'402'300'799'999;  // the year 9999
    if (problem != std::errc{} || end != text.data() + text.size() || count < 0 || count > latest) {
        from.complain(member, "milliseconds since 1970 are expected");
        return {};
    }
    return timestamp{std::chrono::milliseconds{count}};
}

void read_media(object_reader& from, message& into) {
    const json::object* extended = from.object("extended_entities");
    if (!extended) extended = from.object("entities");
    const json::array* items = extended ? object_reader(*extended).array("media") : nullptr;
    if (!items) return;
    for (const json::value& item : *items)
        if (item.is_object()) into.attachments.push_back(read_legacy_media(item.get_object()));
}

// A long post is `truncated`, and whole in `extended_tweet`.
void read_text(object_reader& post, message& into) {
    const json::object* whole = post.object("extended_tweet");
    const json::object* entities = post.object("entities");
    into.text = post.text({"full_text", "text"});
    if (whole) {
        object_reader extended(*whole);
        std::string text = extended.text("full_text");
        if (!text.empty()) {
            into.text = std::move(text);
            entities = extended.object("entities");
            read_media(extended, into);
        }
    }
    if (into.text.empty()) post.complain("text", "it is missing");
    if (into.attachments.empty()) read_media(post, into);
    into.entities = read_entities(entities, into.text);
}

std::string author_of(object_reader& post, const char* member) {
    const json::object* other = post.object(member);
    const json::object* user = other ? object_reader(*other).object("user") : nullptr;
    return user ? read_user(*user).id : std::string();
}

bool mentions_us(const message& item, const account& to) {
    return std::ranges::any_of(item.entities, [&](const entity& part) {
        return part.kind == entity_kind::mention && part.id == to.user_id;
    });
}

message_kind kind_of(bool shared, const message& made) {
    if (shared) return message_kind::share;
    return made.parent_id.empty() ? message_kind::post : message_kind::reply;
}

void read_place(object_reader& post, const account& to, message& into) {
    const json::object* shared = post.object("retweeted_status");
    into.parent_id = post.id("in_reply_to_status_id_str");
    into.quoted_id = shared ? object_reader(*shared).id("id_str") : post.id("quoted_status_id_str");
    if (into.parent_id.empty()) into.thread_id = into.object_id;
    into.kind = kind_of(shared != nullptr, into);
    into.addressed =
        !shared && (post.id("in_reply_to_user_id_str") == to.user_id ||
                    author_of(post, "quoted_status") == to.user_id || mentions_us(into, to));
}

void read_content(const json::object& data, message& into) {
    object_reader content(data);
    into.text = content.text("text");
    into.entities = read_entities(content.object("entities"), into.text);
    const json::object* attached = content.object("attachment");
    const json::object* media = attached ? object_reader(*attached).object("media") : nullptr;
    if (media) into.attachments.push_back(read_legacy_media(*media));
}

// X tells the two who talk; what it sends of groups names no recipient.
std::string read_conversation(object_reader& created, const std::string& sender) {
    if (const json::object* target = created.object("target")) {
        const std::string recipient = object_reader(*target).id("recipient_id");
        if (!recipient.empty()) return conversation_of(sender, recipient);
    }
    created.complain("target.recipient_id", "it is missing");
    return {};
}

}  // namespace

result<timestamp> parse_legacy_time(std::string_view text) {
    // The RFC 3339 form of the same digits, so that one parser judges both.
    if (text.size() == 30) {
        const auto month = std::ranges::find(months, text.substr(4, 3));
        const auto number = static_cast<int>(month - months.begin()) + 1;
        std::string same(text.substr(26, 4));
        same.append(number < 10 ? "-0" : "-").append(std::to_string(number)).append("-");
        same.append(text.substr(8, 2)).append("T").append(text.substr(11, 8));
        same.append(text.substr(20, 3)).append(":").append(text.substr(23, 2));
        if (month != months.end())
            if (auto when = parse_rfc3339(same)) return when;
    }
    return fail(
        error_kind::invalid, "x.time",
        "'" + std::string(text.substr(0, 40)) + "' is not like Mon Mar 26 16:33:26 +0000 2018");
}

std::string conversation_of(const std::string& one, const std::string& other) {
    return id_less(one, other) ? one + "-" + other : other + "-" + one;
}

message deletion_of(std::string object_id, author by, timestamp when, const account& to,
                    const json::object& raw) {
    message made = new_message(to, raw);
    made.object_id = std::move(object_id);
    made.revision = "deleted";
    made.kind = message_kind::deletion;
    made.from = direction_of(by.id, to);
    made.by = std::move(by);
    made.created = when;
    return made;
}

result<message> map_legacy_post(const json::object& post, const account& to) {
    object_reader from(post);
    message made = new_message(to, post);
    made.object_id = from.required_id("id_str");
    if (const json::object* user = from.object("user")) made.by = read_user(*user);
    if (made.by.id.empty()) from.complain("user", "an object with an id is expected");
    made.from = direction_of(made.by.id, to);
    read_text(from, made);
    read_place(from, to, made);
    made.permalink = permalink(made.by.handle, made.object_id);
    made.platform_language = from.text("lang");
    const auto created = parse_legacy_time(from.required_text("created_at"));
    if (!created) from.complain("created_at", created.error().detail);
    made.created = created.value_or(timestamp{});
    if (!from.good()) return fail(error_kind::invalid, "x.post", from.problem());
    return made;
}

result<message> map_legacy_deletion(const json::object& deletion, const account& to) {
    object_reader from(deletion);
    const timestamp when = from_milliseconds(from, "timestamp_ms");
    const json::object* status = from.object("status");
    if (!status) from.complain("status", "it is missing");
    if (!from.good()) return fail(error_kind::invalid, "x.deletion", from.problem());
    object_reader gone(*status);
    author by;
    by.id = gone.required_id("user_id");
    std::string id = gone.required_id("id");
    if (!gone.good()) return fail(error_kind::invalid, "x.deletion", "status." + gone.problem());
    return deletion_of(std::move(id), std::move(by), when, to, deletion);
}

result<message> map_direct_message(const json::object& event, const included& with,
                                   const account& to) {
    object_reader from(event);
    message made = new_message(to, event);
    made.kind = message_kind::direct_message;
    made.object_id = from.required_id("id");
    made.created = from_milliseconds(from, "created_timestamp");
    const json::object* created = from.object("message_create");
    if (!created) from.complain("message_create", "it is missing");
    if (!from.good()) return fail(error_kind::invalid, "x.direct_message", from.problem());

    object_reader inner(*created);
    made.by = with.person(inner.required_id("sender_id"));
    made.from = direction_of(made.by.id, to);
    made.addressed = made.from == direction::from_customer;
    made.thread_id = read_conversation(inner, made.by.id);
    if (const json::object* data = inner.object("message_data")) read_content(*data, made);
    if (made.text.empty() && made.attachments.empty())
        inner.complain("message_data", "a text or an attachment is expected");
    if (!inner.good())
        return fail(error_kind::invalid, "x.direct_message", "message_create." + inner.problem());
    return made;
}

}  // namespace earshot::x
