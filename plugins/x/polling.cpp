#include "x/polling.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "earshot/signature.hpp"
#include "x/fields.hpp"
#include "x/object_reader.hpp"
#include "x/post_mapping.hpp"
#include "x/problem.hpp"

namespace earshot::x {

namespace {

using namespace std::chrono_literals;

constexpr duration search_window = std::chrono::days(7) - 1min;  // a minute for clocks that differ

// X's ids carry the time they were made in, in milliseconds after an epoch of their own.
timestamp time_of(std::string_view id) {
    std::uint64_t number = 0;
    std::from_chars(id.data(), id.data() + id.size(), number);
    return timestamp{1'288'834'974'657ms + std::chrono::milliseconds(number >> 22)};
}

// X takes whole seconds.
std::string start_of(timestamp when) { return format_rfc3339(when).substr(0, 19) + "Z"; }

json::object write_position(const source_position& at) {
    json::object out;
    const auto put = [&](const char* name, const std::string& text) {
        if (!text.empty()) out[name] = text;
    };
    put("since", at.since);
    put("start", at.start);
    put("next", at.next);
    put("newest", at.newest);
    return out;
}

source_position read_position(object_reader& from, const char* name) {
    source_position at;
    const json::object* held = from.object(name);
    if (!held) return at;
    object_reader inner(*held);
    at.since = inner.id("since");
    at.start = inner.text("start");
    at.next = inner.text("next");
    at.newest = inner.id("newest");
    if (!at.start.empty() && !parse_rfc3339(at.start))
        inner.complain("start", "a time is expected");
    if (!inner.good()) from.complain(name, inner.problem());
    return at;
}

std::string path_of(source from, const account& to) {
    if (from == source::mentions) return "/2/users/" + to.user_id + "/mentions?";
    return "/2/tweets/search/recent?query=" + percent_encode(to.search_query) + "&";
}

void read_posts(const json::array& posts, const included& with, const account& to, page& into) {
    for (const json::value& item : posts) {
        const json::object* post = item.if_object();
        auto made = post ? map_post(*post, with, to)
                         : fail(error_kind::invalid, "x.post", "data: an object is expected");
        if (made) {
            into.items.messages.push_back(std::move(*made));
            continue;
        }
        const std::string id = post ? object_reader(*post).id("id") : std::string();
        into.items.rejects.push_back({json::serialize(item), made.error().detail, id});
    }
    // X lists the newest first; a conversation is told from its beginning.
    std::ranges::sort(into.items.messages, id_less, &message::object_id);
}

// What X calls the newest, or the newest of what it sent.
std::string newest_of(const json::object* meta, const batch& items) {
    std::string newest = meta ? object_reader(*meta).id("newest_id") : std::string();
    if (!newest.empty()) return newest;
    for (const message& item : items.messages) {
        const std::string& id = item.revision.empty() ? item.object_id : item.revision;
        if (id_less(newest, id)) newest = id;
    }
    return newest;
}

}  // namespace

std::string_view to_string(source from) noexcept {
    return from == source::mentions ? "mentions" : "search";
}

result<cursor> read_cursor(std::string_view text) {
    cursor at;
    if (text.empty()) return at;
    const auto parsed = parse_body(text);
    const json::object* held = parsed ? parsed->if_object() : nullptr;
    if (!held) return fail(error_kind::permanent, "x.cursor", "the stored cursor is not an object");
    object_reader from(*held);
    at.mentions = read_position(from, "mentions");
    at.search = read_position(from, "search");
    if (!from.good())
        return fail(error_kind::permanent, "x.cursor", "the stored cursor: " + from.problem());
    return at;
}

std::string write_cursor(const cursor& at) {
    json::object out;
    out["mentions"] = write_position(at.mentions);
    out["search"] = write_position(at.search);
    return json::serialize(out);
}

source_position prepared(source from, source_position at, const account& to, timestamp now) {
    if (at.paging()) return at;
    const bool windowed = from == source::search;
    const timestamp oldest = now - search_window;
    if (at.since.empty()) {
        if (at.start.empty()) at.start = start_of(now - to.look_back);
        const bool too_old = windowed && parse_rfc3339(at.start).value_or(oldest) < oldest;
        if (too_old) at.start = start_of(oldest);
    } else {
        at.start = windowed && time_of(at.since) < oldest ? start_of(oldest) : std::string();
    }
    return at;
}

http_request page_request(source from, const source_position& at, const account& to, int count) {
    const int least = from == source::mentions ? 5 : 10;
    std::string url = to.base_url + path_of(from, to);
    url += "max_results=" + std::to_string(std::clamp(count, least, 100));
    // X prefers an id over a time, so only one of them is sent.
    if (!at.start.empty())
        url += "&start_time=" + percent_encode(at.start);
    else if (!at.since.empty())
        url += "&since_id=" + at.since;
    if (at.paging()) url += "&pagination_token=" + percent_encode(at.next);
    url += "&" + post_fields(to);
    http_request made("GET", std::move(url));
    made.budget(std::string(to_string(from)));
    return made;
}

result<page> read_page(const std::string& body, const account& to) {
    const auto parsed = parse_body(body);
    const json::object* answer = parsed ? parsed->if_object() : nullptr;
    if (!answer)
        return fail(error_kind::transient, "x.body",
                    parsed ? "X's answer is not an object" : parsed.error().detail);
    object_reader from(*answer);
    const json::array* posts = from.array("data");
    const json::object* meta = from.object("meta");
    const json::array* errors = from.array("errors");
    if (!posts && !meta && errors) return std::unexpected(read_problem(body).as_error("GET", 200));
    if (!from.good()) return fail(error_kind::transient, "x.body", "X's answer: " + from.problem());

    page made;
    if (posts) read_posts(*posts, included(from.object("includes")), to, made);
    made.newest = newest_of(meta, made.items);
    if (meta) made.next = object_reader(*meta).text("next_token");
    made.left_out = errors ? static_cast<int>(errors->size()) : 0;
    return made;
}

source_position advanced(source_position at, const page& read) {
    if (!at.paging()) at.newest = read.newest;
    at.next = read.next;
    if (at.paging()) return at;
    if (id_less(at.since, at.newest)) at.since = at.newest;
    at.newest.clear();
    if (!at.since.empty()) at.start.clear();
    return at;
}

source_position restarted(source_position at) {
    at.next.clear();
    at.newest.clear();
    if (!at.since.empty()) at.start.clear();
    return at;
}

}  // namespace earshot::x
