#include "bluesky/page.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "bluesky/at_uri.hpp"
#include "bluesky/json_reader.hpp"
#include "earshot/signature.hpp"

namespace earshot::bluesky {

namespace {

// No answer is that long: 100 are asked for.
constexpr std::size_t most_entries = 1'000;

result<json::object> read_body(const std::string& body, std::string_view list) {
    auto from = parse_object(body);
    if (!from) return fail(error_kind::transient, from.error().code, from.error().detail);
    if (!list.empty() && !array_at(*from, list))
        return fail(error_kind::transient, "bluesky.body",
                    "the server's answer has no list `" + std::string(list) + "`");
    return from;
}

listed_post entry_of(const json::object& shown) {
    listed_post made;
    made.uri = text_at(shown, "uri");
    made.cid = text_at(shown, "cid");
    made.when = parse_rfc3339(text_at(shown, "indexedAt")).value_or(timestamp{});
    made.shown = shown;
    return made;
}

void note_time(page_facts& of, timestamp when) {
    if (when == timestamp{}) return;
    of.oldest = std::min(of.oldest.value_or(when), when);
}

bool concerns_us(std::string_view reason) {
    return reason == "mention" || reason == "reply" || reason == "quote";
}

template <class Visit>
void each_object(const json::array& items, Visit visit) {
    const std::size_t count = std::min(items.size(), most_entries);
    for (std::size_t i = 0; i < count; ++i)
        if (const json::object* item = items[i].if_object()) visit(*item);
}

}  // namespace

result<page> read_notifications(const std::string& body) {
    const auto from = read_body(body, "notifications");
    if (!from) return std::unexpected(from.error());
    page made;
    made.facts.next = text_at(*from, "cursor");
    each_object(*array_at(*from, "notifications"), [&](const json::object& item) {
        listed_post entry = entry_of(item);
        note_time(made.facts, entry.when);
        if (concerns_us(text_at(item, "reason"))) made.posts.push_back(std::move(entry));
    });
    return made;
}

result<page> read_feed(const std::string& body, std::string_view did) {
    const auto from = read_body(body, "feed");
    if (!from) return std::unexpected(from.error());
    page made;
    made.facts.next = text_at(*from, "cursor");
    each_object(*array_at(*from, "feed"), [&](const json::object& item) {
        const json::object* post = object_at(item, "post");
        if (!post) return;
        listed_post entry = entry_of(*post);
        // Somebody's post that we shared stands where we shared it.
        if (const json::object* reason = object_at(item, "reason")) {
            entry.when = parse_rfc3339(text_at(*reason, "indexedAt")).value_or(timestamp{});
            note_time(made.facts, entry.when);
            return;
        }
        note_time(made.facts, entry.when);
        const auto place = read_post_uri(entry.uri);
        if (place && place->did == did) made.posts.push_back(std::move(entry));
    });
    return made;
}

result<std::vector<listed_post>> read_posts(const std::string& body) {
    const auto from = read_body(body, "posts");
    if (!from) return std::unexpected(from.error());
    std::vector<listed_post> made;
    each_object(*array_at(*from, "posts"),
                [&](const json::object& item) { made.push_back(entry_of(item)); });
    return made;
}

result<shown_as> read_thread(const std::string& body) {
    const auto from = read_body(body, "");
    if (!from) return std::unexpected(from.error());
    const json::object* thread = object_at(*from, "thread");
    const std::string type = thread ? text_at(*thread, "$type") : std::string();
    if (type == "app.bsky.feed.defs#notFoundPost") return shown_as::not_found;
    if (type == "app.bsky.feed.defs#blockedPost") return shown_as::blocked;
    if (thread && object_at(*thread, "post")) return shown_as::post;
    return fail(error_kind::transient, "bluesky.body", "the server's answer shows no thread");
}

std::string name_of(const listed_post& entry) {
    if (read_post_uri(entry.uri)) return entry.uri;
    return "sha256:" + to_hex(digest(hash::sha256, json::serialize(entry.shown)));
}

}  // namespace earshot::bluesky
