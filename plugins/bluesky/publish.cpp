#include "bluesky/publish.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "bluesky/at_uri.hpp"
#include "bluesky/json_reader.hpp"
#include "bluesky/tid.hpp"
#include "earshot/short_text.hpp"

namespace earshot::bluesky {

namespace {

constexpr std::size_t longest_description = 2'000;  // in Bluesky's app; its lexicon names none

std::unexpected<error> refused(std::string_view code, std::string why) {
    return fail(error_kind::invalid, "bluesky." + std::string(code), std::move(why));
}

strong_ref read_ref(const json::object* from) {
    if (!from) return {};
    return {text_at(*from, "uri"), text_at(*from, "cid")};
}

bool whole(const strong_ref& one) { return read_at_uri(one.uri) && !one.cid.empty(); }

json::object write(const strong_ref& one) { return {{"uri", one.uri}, {"cid", one.cid}}; }

// The feature of a mark; empty: it stays plain text.
json::object feature_of(const mark& one, const std::vector<resolved>& people) {
    const auto typed = [](const char* type, const char* name, const std::string& value) {
        return json::object{{"$type", std::string("app.bsky.richtext.facet#") + type},
                            {name, value}};
    };
    if (one.kind == entity_kind::link) return typed("link", "uri", one.value);
    if (one.kind == entity_kind::hashtag) return typed("tag", "tag", one.value);
    const auto whose = std::ranges::find(people, one.value, &resolved::handle);
    return whose == people.end() ? json::object() : typed("mention", "did", whose->did);
}

json::array facets_of(const std::string& text, const std::vector<resolved>& people) {
    json::array out;
    for (const mark& one : find_marks(text)) {
        json::object feature = feature_of(one, people);
        if (feature.empty()) continue;
        json::object facet;
        facet["index"] = {{"byteStart", one.begin}, {"byteEnd", one.end}};
        facet["features"] = json::array{std::move(feature)};
        out.push_back(std::move(facet));
    }
    return out;
}

json::object record_of(const publish_request& request, const groundwork& known, const account& to) {
    json::object record;
    record["$type"] = "app.bsky.feed.post";
    record["text"] = request.answer.text;
    record["createdAt"] = format_rfc3339(request.accepted);
    record["reply"] = {{"root", write(known.where.root)}, {"parent", write(known.where.parent)}};
    if (json::array facets = facets_of(request.answer.text, known.people); !facets.empty())
        record["facets"] = std::move(facets);
    if (!known.images.empty())
        record["embed"] = {{"$type", "app.bsky.embed.images"}, {"images", known.images}};
    if (!to.languages.empty())
        record["langs"] = json::array(to.languages.begin(), to.languages.end());
    return record;
}

result<void> check_pictures(const std::vector<picture>& pictures) {
    if (pictures.size() > most_pictures)
        return refused("too_many_pictures",
                       "the answer has " + std::to_string(pictures.size()) +
                           " pictures, but Bluesky takes 4 at most; leave some out");
    for (const picture& one : pictures)
        if (one.bytes.size() > most_picture_bytes)
            return refused("picture_too_large",
                           "a picture has " + std::to_string(one.bytes.size()) +
                               " bytes, but Bluesky takes 2000000 at most; make it smaller");
    return {};
}

}  // namespace

result<int> length_of(const std::string& answer, const text& unicode) {
    if (!unicode.valid_utf8(answer)) return refused("not_utf8", "the answer is not UTF-8");
    if (std::ranges::all_of(answer, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }))
        return refused("empty", "the answer has no text");
    if (answer.size() > most_bytes)
        return refused("too_many_bytes", "the answer has " + std::to_string(answer.size()) +
                                             " bytes, but Bluesky takes 3000 at most; shorten it");
    return static_cast<int>(unicode.graphemes(answer).size());
}

result<void> check_answer(const publish_request& request, const text& unicode) {
    const auto length = length_of(request.answer.text, unicode);
    if (!length) return std::unexpected(length.error());
    if (*length > most_graphemes)
        return refused("too_long", "the answer has " + std::to_string(*length) +
                                       " characters, but Bluesky takes 300 at most; shorten it");
    if (!read_post_uri(request.answer.object_id))
        return refused("object_id",
                       "'" + request.answer.object_id.substr(0, 80) + "' is no post of Bluesky's");
    return check_pictures(request.pictures);
}

result<std::optional<place>> read_place(const std::string& body, const std::string& parent) {
    const auto from = parse_object(body);
    const json::array* posts = from ? array_at(*from, "posts") : nullptr;
    if (!posts)
        return fail(error_kind::transient, "bluesky.body", "the server's answer has no posts");
    for (const json::value& item : *posts) {
        const json::object* post = item.if_object();
        if (!post || text_at(*post, "uri") != parent) continue;
        if (const json::object* viewer = object_at(*post, "viewer");
            viewer && flag_at(*viewer, "replyDisabled"))
            return fail(error_kind::permanent, "bluesky.replies_closed",
                        "the author of the thread lets only some people answer, and the account "
                        "is none of them");
        place made;
        made.parent = read_ref(post);
        made.root = read_ref(object_at(post, {"record", "reply", "root"}));
        if (!whole(made.root)) made.root = made.parent;
        if (!whole(made.parent))
            return fail(error_kind::transient, "bluesky.body", "the post was shown without a cid");
        return made;
    }
    return std::nullopt;
}

result<json::object> read_uploaded(const std::string& body, const picture& given) {
    const auto from = parse_object(body);
    const json::object* blob = from ? object_at(*from, "blob") : nullptr;
    const json::object* ref = blob ? object_at(*blob, "ref") : nullptr;
    const std::string link = ref ? text_at(*ref, "$link") : std::string();
    const std::string type = blob ? text_at(*blob, "mimeType") : std::string();
    const auto size = blob ? integer_at(*blob, "size") : std::nullopt;
    if (link.empty() || type.empty() || size.value_or(0) <= 0)
        return fail(error_kind::transient, "bluesky.body",
                    "the server took a picture, but what it said does not name it");
    json::object image;
    image["alt"] = cut_to_characters(given.description, longest_description);
    image["image"] = {
        {"$type", "blob"}, {"ref", {{"$link", link}}}, {"mimeType", type}, {"size", *size}};
    if (given.width > 0 && given.height > 0)
        image["aspectRatio"] = {{"width", given.width}, {"height", given.height}};
    return image;
}

std::string key_of(const publish_request& request) {
    return answer_tid(request.accepted, request.key);
}

std::string create_body(const publish_request& request, const groundwork& known, const account& to,
                        std::string_view did) {
    json::object body;
    body["repo"] = boost::json::string(did.data(), did.size());
    body["collection"] = "app.bsky.feed.post";
    body["rkey"] = key_of(request);
    body["record"] = record_of(request, known, to);
    return json::serialize(body);
}

result<receipt> read_written(const std::string& body, const account& to) {
    const auto from = parse_object(body);
    const std::string uri = from ? text_at(*from, "uri") : std::string();
    if (!read_post_uri(uri))
        return fail(error_kind::conflict, "bluesky.body",
                    "the server took the answer, but its uri is not in what it said");
    return receipt{uri, permalink(to, uri)};
}

result<receipt> read_found(const std::string& body, const publish_request& request,
                           const account& to) {
    auto made = read_written(body, to);
    if (!made) return made;
    const auto from = parse_object(body);
    const json::object* record = object_at(*from, "value");
    const json::object* parent = record ? object_at(record, {"reply", "parent"}) : nullptr;
    if (parent && text_at(*parent, "uri") == request.answer.object_id &&
        text_at(*record, "text") == request.answer.text)
        return made;
    return fail(error_kind::permanent, "bluesky.key_taken",
                "another post has the key that this answer was to have: " + made->id +
                    "; write the answer again");
}

std::string read_resolved(const std::string& body) {
    const auto from = parse_object(body);
    std::string did = from ? text_at(*from, "did") : std::string();
    return is_did(did) ? did : std::string();
}

}  // namespace earshot::bluesky
