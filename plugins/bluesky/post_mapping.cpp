#include "bluesky/post_mapping.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "bluesky/at_uri.hpp"
#include "bluesky/embeds.hpp"
#include "bluesky/facets.hpp"
#include "bluesky/json_reader.hpp"

namespace earshot::bluesky {

namespace {

std::string_view author_in(std::string_view uri) {
    const auto read = read_at_uri(uri);
    return read ? read->did : std::string_view();
}

// Bots label their own profile; what others say of an account is another matter.
bool calls_itself_a_bot(const json::object& author, std::string_view did) {
    const json::array* labels = array_at(author, "labels");
    if (!labels) return false;
    return std::ranges::any_of(*labels, [&](const json::value& one) {
        const json::object* label = one.if_object();
        return label && text_at(*label, "val") == "bot" && text_at(*label, "src") == did;
    });
}

author read_author(const json::object& from) {
    author made;
    made.id = text_at(from, "did");
    made.handle = text_at(from, "handle");
    made.display_name = text_at(from, "displayName");
    const json::object* verification = object_at(from, "verification");
    made.verified = verification && text_at(*verification, "verifiedStatus") == "valid";
    made.automated = calls_itself_a_bot(from, made.id);
    return made;
}

std::string uri_at(const json::object& record, std::initializer_list<const char*> path) {
    const json::object* reference = object_at(&record, path);
    std::string uri = reference ? text_at(*reference, "uri") : std::string();
    return read_at_uri(uri) ? uri : std::string();
}

void read_place(const json::object& record, message& into) {
    into.parent_id = uri_at(record, {"reply", "parent"});
    into.thread_id = uri_at(record, {"reply", "root"});
    if (into.thread_id.empty()) into.thread_id = into.parent_id;
    if (into.thread_id.empty()) into.thread_id = into.object_id;
    into.quoted_id = read_quoted(record);
    into.kind = into.parent_id.empty() ? message_kind::post : message_kind::reply;
}

void read_content(const json::object& post, const json::object& record, message& into) {
    into.text = text_at(record, "text");
    into.entities = read_facets(record, into.text);
    into.attachments = read_attachments(post);
    const json::array* languages = array_at(record, "langs");
    const json::string* first =
        languages && !languages->empty() ? languages->front().if_string() : nullptr;
    if (first) into.platform_language = view(*first);
}

message new_message(const std::string& uri, const account& to) {
    message made;
    made.platform = "bluesky";
    made.account = to.name;
    made.object_id = uri;
    return made;
}

// Whether it speaks to us: what the server thought reason enough to notify is one sign, the post
// itself another.
bool addresses_us(const json::object& post, const json::object& record, const message& made,
                  std::string_view did) {
    const std::string reason = text_at(post, "reason");
    return reason == "mention" || reason == "reply" || reason == "quote" ||
           author_in(made.parent_id) == did || author_in(made.quoted_id) == did ||
           mentions(record, did);
}

result<message> refused(std::string_view why) {
    return fail(error_kind::invalid, "bluesky.post", std::string(why));
}

}  // namespace

std::optional<timestamp> time_of(const json::object& post) {
    const json::object* record = object_at(post, "record");
    const auto claimed = parse_rfc3339(record ? text_at(*record, "createdAt") : std::string());
    const auto seen = parse_rfc3339(text_at(post, "indexedAt"));
    if (claimed && seen) return std::min(*claimed, *seen);
    if (seen) return *seen;
    return claimed ? std::optional(*claimed) : std::nullopt;
}

result<message> map_post(const json::object& post, const account& to, std::string_view did) {
    const std::string uri = text_at(post, "uri");
    const auto place = read_post_uri(uri);
    if (!place) return refused("uri: the AT URI of a post is expected");
    const json::object* who = object_at(post, "author");
    if (!who || text_at(*who, "did") != place->did)
        return refused("author: it is missing, or another than the one in uri");
    const json::object* record = object_at(post, "record");
    if (!record) return refused("record: an object is expected");
    const auto created = time_of(post);
    if (!created) return refused("indexedAt: a time as RFC 3339 writes it is expected");

    message made = new_message(uri, to);
    made.by = read_author(*who);
    made.from = made.by.id == did ? direction::from_us : direction::from_customer;
    made.created = *created;
    made.permalink = permalink(to, uri);
    made.raw = json::serialize(post);
    read_place(*record, made);
    read_content(post, *record, made);
    made.addressed = made.from != direction::from_us && addresses_us(post, *record, made, did);
    return made;
}

message deletion_of(const std::string& uri, const account& to, std::string_view did,
                    timestamp now) {
    message made = new_message(uri, to);
    made.kind = message_kind::deletion;
    made.revision = "deleted";
    made.by.id = author_in(uri);
    made.from = made.by.id == did ? direction::from_us : direction::from_customer;
    made.created = now;
    made.raw = json::serialize(json::object{{"uri", uri}, {"found", false}});
    return made;
}

}  // namespace earshot::bluesky
