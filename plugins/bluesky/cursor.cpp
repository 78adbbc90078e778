#include "bluesky/cursor.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "bluesky/at_uri.hpp"
#include "bluesky/json_reader.hpp"

namespace earshot::bluesky {

namespace {

constexpr std::size_t mark_length = 8;
constexpr std::size_t longest_uri = 200;    // usual ones have 70
constexpr std::size_t longest_token = 512;  // of a page

// --- writing ------------------------------------------------------------------------------------

std::int64_t number(timestamp when) { return when.time_since_epoch().count(); }

json::array write(const std::vector<stretch>& above) {
    json::array out;
    for (const stretch& one : above) out.push_back(json::array{one.first, number(one.oldest)});
    return out;
}

json::object write(const walk& one) {
    json::object out;
    out["began"] = number(one.began);
    out["floor"] = number(one.floor);
    out["wanted"] = number(one.wanted);
    out["reach"] = number(one.reach);
    out["oldest"] = number(one.oldest);
    out["next"] = one.next;
    out["pages"] = one.pages;
    out["scan"] = one.scan;
    if (!one.above.empty()) out["above"] = write(one.above);
    return out;
}

json::object write(const position& at) {
    json::object out;
    out["since"] = number(at.since);
    out["scanned"] = number(at.scanned);
    if (at.current) out["walk"] = write(*at.current);
    return out;
}

// `DID/RKEY` stands for a post's whole URI.
std::string shortened(const std::string& uri) {
    const auto post = read_post_uri(uri);
    return post ? std::string(post->did).append("/").append(post->rkey) : uri;
}

json::array write(const std::vector<seen_post>& seen) {
    json::array out;
    for (const seen_post& one : seen)
        out.push_back(json::array{shortened(one.uri), one.mark, number(one.when)});
    return out;
}

// --- reading ------------------------------------------------------------------------------------

timestamp time_at(const json::object& from, std::string_view name) {
    return timestamp{duration{integer_at(from, name).value_or(0)}};
}

std::vector<stretch> read_above(const json::object& from) {
    std::vector<stretch> made;
    const json::array* above = array_at(from, "above");
    if (!above) return made;
    for (const json::value& item : *above) {
        const json::array* parts = item.if_array();
        if (!parts || parts->size() != 2 || made.size() >= most_above) continue;
        const json::string* first = (*parts)[0].if_string();
        const std::int64_t* oldest = (*parts)[1].if_int64();
        if (!first || !oldest || first->size() > longest_token) continue;
        made.push_back({std::string(view(*first)), timestamp{duration{*oldest}}});
    }
    return made;
}

walk read_walk(const json::object& from) {
    walk made;
    made.began = time_at(from, "began");
    made.floor = time_at(from, "floor");
    made.wanted = time_at(from, "wanted");
    // Earlier versions stored none: they only went down.
    made.reach = from.contains("reach") ? time_at(from, "reach") : made.floor;
    made.oldest = time_at(from, "oldest");
    made.next = text_at(from, "next").substr(0, longest_token);
    made.pages =
        static_cast<int>(std::clamp<std::int64_t>(integer_at(from, "pages").value_or(0), 0, 1'000));
    made.scan = flag_at(from, "scan");
    made.above = read_above(from);
    return made;
}

position read_position(const json::object& from, std::string_view name) {
    position made;
    const json::object* held = object_at(from, name);
    if (!held) return made;
    made.since = time_at(*held, "since");
    made.scanned = time_at(*held, "scanned");
    if (const json::object* under_way = object_at(*held, "walk"))
        made.current = read_walk(*under_way);
    return made;
}

std::string lengthened(std::string_view name) {
    const std::size_t slash = name.find('/');
    if (slash == name.npos || name.starts_with("at://")) return std::string(name);
    return post_uri(name.substr(0, slash), name.substr(slash + 1));
}

std::optional<seen_post> read_seen(const json::value& from) {
    const json::array* parts = from.if_array();
    if (!parts || parts->size() != 3) return std::nullopt;
    const json::string* name = (*parts)[0].if_string();
    const json::string* mark = (*parts)[1].if_string();
    const std::int64_t* when = (*parts)[2].if_int64();
    if (!name || !mark || !when || name->empty() || name->size() > longest_uri) return std::nullopt;
    seen_post made;
    made.uri = lengthened(view(*name));
    made.mark = mark_of(view(*mark));
    made.when = timestamp{duration{*when}};
    return made;
}

}  // namespace

result<cursor> read_cursor(std::string_view text) {
    cursor made;
    if (text.empty()) return made;
    const auto from = parse_object(text);
    if (!from || integer_at(*from, "version") != 1)
        return fail(error_kind::permanent, "bluesky.cursor",
                    "the stored cursor is none of this plugin");
    made.mentions = read_position(*from, "mentions");
    made.own = read_position(*from, "own");
    if (const json::array* seen = array_at(*from, "seen"))
        for (const json::value& item : *seen)
            if (auto one = read_seen(item)) remember(made, std::move(*one));
    return made;
}

std::string write_cursor(const cursor& at) {
    json::object out;
    out["version"] = 1;
    out["mentions"] = write(at.mentions);
    out["own"] = write(at.own);
    out["seen"] = write(at.seen);
    return json::serialize(out);
}

std::string mark_of(std::string_view cid) {
    return std::string(cid.substr(cid.size() - std::min(cid.size(), mark_length)));
}

const seen_post* find_seen(const cursor& in, std::string_view uri) {
    const auto found = std::ranges::find(in.seen, uri, &seen_post::uri);
    return found == in.seen.end() ? nullptr : &*found;
}

void remember(cursor& in, seen_post post) {
    if (post.uri.size() > longest_uri) return;
    forget(in, post.uri);
    const auto place =
        std::ranges::upper_bound(in.seen, post.when, std::greater{}, &seen_post::when);
    in.seen.insert(place, std::move(post));
    if (in.seen.size() > most_seen) in.seen.pop_back();
}

void forget(cursor& in, std::string_view uri) {
    std::erase_if(in.seen, [&](const seen_post& one) { return one.uri == uri; });
}

void prune(cursor& in, timestamp older_than) {
    std::erase_if(in.seen, [&](const seen_post& one) { return one.when < older_than; });
}

}  // namespace earshot::bluesky
