#include "x/post_mapping.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "x/entities.hpp"
#include "x/object_reader.hpp"

namespace earshot::x {

namespace {

struct references {
    std::string replied_to;
    std::string quoted;
    std::string shared;
};

references read_references(object_reader& post) {
    references found;
    const json::array* items = post.array({"referenced_tweets", "referenced_posts"});
    if (!items) return found;
    for (const json::value& item : *items) {
        if (!item.is_object()) continue;
        object_reader one(item.get_object());
        const std::string type = one.text("type");
        std::string id = one.id("id");
        if (type == "replied_to")
            found.replied_to = std::move(id);
        else if (type == "quoted")
            found.quoted = std::move(id);
        else if (type == "retweeted" || type == "reposted")
            found.shared = std::move(id);
    }
    return found;
}

// The first id of the edit history, oldest first; the post's own where there is none.
std::string first_version(object_reader& post, const std::string& id) {
    const json::array* history = post.array({"edit_history_tweet_ids", "edit_history_post_ids"});
    if (!history || history->empty()) return id;
    const json::string* first = history->front().if_string();
    if (first && is_id(view(*first))) return std::string(view(*first));
    post.complain("edit_history_tweet_ids", "ids are expected");
    return id;
}

// A long post's whole text stands in its note; `text` is cut.
void read_text(object_reader& post, message& into) {
    const json::object* entities = post.object("entities");
    into.text = post.required_text("text");
    if (const json::object* note = post.object({"note_tweet", "note_post"})) {
        object_reader whole(*note);
        std::string text = whole.text("text");
        if (!text.empty()) {
            into.text = std::move(text);
            entities = whole.object("entities");
        }
    }
    into.entities = read_entities(entities, into.text);
}

void read_attachments(object_reader& post, const included& with, message& into) {
    const json::object* attached = post.object("attachments");
    const json::array* keys = attached ? object_reader(*attached).array("media_keys") : nullptr;
    if (!keys) return;
    for (const json::value& key : *keys)
        if (const json::string* text = key.if_string())
            into.attachments.push_back(with.media(std::string(view(*text))));
}

timestamp read_created(object_reader& post) {
    const std::string text = post.required_text("created_at");
    const auto when = parse_rfc3339(text);
    if (!when) post.complain("created_at", "a time as RFC 3339 writes it is expected");
    return when.value_or(timestamp{});
}

message_kind kind_of(const references& to, const message& made) {
    if (!to.shared.empty()) return message_kind::share;
    if (!made.revision.empty()) return message_kind::edit;
    return made.parent_id.empty() ? message_kind::post : message_kind::reply;
}

bool is_us(const entity& part, const account& to) {
    if (part.kind != entity_kind::mention) return false;
    return part.id.empty() ? same_handle(part.value, to.handle) : part.id == to.user_id;
}

// The quoted post's author is known when X included that post; else its link tells the handle.
bool quotes_us(const message& item, const included& with, const account& to) {
    if (item.quoted_id.empty()) return false;
    if (with.author_of(item.quoted_id) == to.user_id) return true;
    return std::ranges::any_of(item.entities, [&](const entity& part) {
        const post_link link = read_post_link(part.value);
        return link.id == item.quoted_id && same_handle(link.handle, to.handle);
    });
}

}  // namespace

std::string permalink(std::string_view handle, std::string_view post_id) {
    const std::string_view owner = handle.empty() ? "i" : handle;
    return std::string("https://x.com/").append(owner).append("/status/").append(post_id);
}

direction direction_of(const std::string& author_id, const account& to) {
    return author_id == to.user_id ? direction::from_us : direction::from_customer;
}

message new_message(const account& to, const json::object& raw) {
    message made;
    made.platform = "x";
    made.account = to.name;
    made.raw = json::serialize(raw);
    return made;
}

result<message> map_post(const json::object& post, const included& with, const account& to) {
    object_reader from(post);
    message made = new_message(to, post);
    const std::string id = from.required_id("id");
    made.object_id = first_version(from, id);
    if (made.object_id != id) made.revision = id;
    made.by = with.person(from.required_id("author_id"));
    made.from = direction_of(made.by.id, to);

    const references refers = read_references(from);
    made.parent_id = refers.replied_to;
    made.quoted_id = refers.shared.empty() ? refers.quoted : refers.shared;
    made.thread_id = from.id("conversation_id");
    if (made.thread_id.empty() && made.parent_id.empty()) made.thread_id = made.object_id;
    made.kind = kind_of(refers, made);

    read_text(from, made);
    read_attachments(from, with, made);
    made.addressed =
        refers.shared.empty() &&
        (from.id("in_reply_to_user_id") == to.user_id || quotes_us(made, with, to) ||
         std::ranges::any_of(made.entities, [&](const entity& part) { return is_us(part, to); }));
    made.permalink = permalink(made.by.handle, id);
    made.platform_language = from.text("lang");
    made.created = read_created(from);
    if (!from.good()) return fail(error_kind::invalid, "x.post", from.problem());
    return made;
}

}  // namespace earshot::x
