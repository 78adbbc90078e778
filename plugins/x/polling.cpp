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
constexpr auto epoch_of_ids = 1'288'834'974'657ms;

std::uint64_t number_of(std::string_view id) {
    std::uint64_t number = 0;
    std::from_chars(id.data(), id.data() + id.size(), number);
    return number;
}

timestamp time_of(std::string_view id) {
    return timestamp{epoch_of_ids + std::chrono::milliseconds(number_of(id) >> 22)};
}

// The first that a post made then can have.
std::string id_of(timestamp when) {
    const auto since = std::max(when.time_since_epoch() - epoch_of_ids, duration{1});
    return std::to_string(static_cast<std::uint64_t>(since.count()) << 22);
}

std::string id_before(std::string_view id) {
    return std::to_string(std::max<std::uint64_t>(number_of(id), 1) - 1);
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
    put("until", at.until);
    if (!at.above.empty()) out["above"] = json::array(at.above.begin(), at.above.end());
    return out;
}

// An empty one is the newest of all, so it can only stand first.
std::vector<std::string> read_above(object_reader& from) {
    std::vector<std::string> made;
    const json::array* held = from.array("above");
    if (!held) return made;
    for (const json::value& item : *held) {
        const json::string* id = item.if_string();
        const bool sound = id && (is_id(view(*id)) || (id->empty() && made.empty()));
        if (!sound || made.size() >= most_above) {
            from.complain("above", "ids of posts are expected");
            break;
        }
        made.emplace_back(view(*id));
    }
    return made;
}

source_position read_position(object_reader& from, const char* name) {
    source_position at;
    const json::object* held = from.object(name);
    if (!held) return at;
    object_reader inner(*held);
    at.since = inner.id("since");
    at.start = inner.text("start");
    at.until = inner.id("until");
    at.above = read_above(inner);
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
}

// Its place in X's lists.
const std::string& place_of(const message& item) {
    return item.revision.empty() ? item.object_id : item.revision;
}

// What X calls the newest and the oldest, or those of what it sent.
void read_bounds(const json::object* meta, page& into) {
    into.newest = meta ? object_reader(*meta).id("newest_id") : std::string();
    into.oldest = meta ? object_reader(*meta).id("oldest_id") : std::string();
    const auto& items = into.items.messages;
    if (items.empty()) return;
    if (into.newest.empty()) into.newest = place_of(std::ranges::max(items, id_less, place_of));
    if (into.oldest.empty()) into.oldest = place_of(std::ranges::min(items, id_less, place_of));
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

http_request page_request(source from, const source_position& at, const account& to,
                          const std::string& token, int count) {
    const int least = from == source::mentions ? 5 : 10;
    std::string url = to.base_url + path_of(from, to);
    url += "max_results=" + std::to_string(std::clamp(count, least, 100));
    // X prefers an id over a time, so only one of them is sent, and of the same kind at both ends.
    const auto start = parse_rfc3339(at.start);
    if (start && at.until.empty())
        url += "&start_time=" + percent_encode(at.start);
    else if (start)
        url += "&since_id=" + id_of(*start);
    else if (!at.since.empty())
        url += "&since_id=" + at.since;
    if (!at.until.empty()) url += "&until_id=" + at.until;
    if (!token.empty()) url += "&pagination_token=" + percent_encode(token);
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
    read_bounds(meta, made);
    if (meta) made.next = object_reader(*meta).text("next_token");
    made.left_out = errors ? static_cast<int>(errors->size()) : 0;
    return made;
}

void put_in_order(batch& items) { std::ranges::sort(items.messages, id_less, &message::object_id); }

void append(page& to, page older) {
    if (to.newest.empty()) to.newest = std::move(older.newest);
    if (!older.oldest.empty()) to.oldest = std::move(older.oldest);
    to.next = std::move(older.next);
    std::ranges::move(older.items.messages, std::back_inserter(to.items.messages));
    std::ranges::move(older.items.rejects, std::back_inserter(to.items.rejects));
}

bool complete(const source_position& at, const page& read) {
    if (read.next.empty() || at.above.size() >= most_above) return true;
    return !read.oldest.empty() && !id_less(at.since, id_before(read.oldest));
}

source_position advanced(source_position at, const page& read) {
    if (!complete(at, read) && read.oldest.empty()) {
        // Page after page without a post: where they lead, nobody can tell. The round begins again.
        at.until.clear();
        at.above.clear();
        return at;
    }
    if (!complete(at, read)) {
        at.above.push_back(std::exchange(at.until, read.oldest));
        return at;
    }
    // All that is older than `until` has been handed over now, whether there was any or not.
    const std::string known = at.until.empty() ? read.newest : id_before(at.until);
    if (id_less(at.since, known)) at.since = known;
    if (!at.since.empty()) at.start.clear();
    at.until.clear();
    if (at.above.empty()) return at;
    at.until = std::move(at.above.back());
    at.above.pop_back();
    return at;
}

bool more_after(const source_position& at, const page& read) {
    return complete(at, read) ? !at.above.empty() : !read.oldest.empty();
}

std::optional<gap> given_up(const source_position& at, const page& read) {
    if (at.above.size() < most_above || read.next.empty() || read.oldest.empty())
        return std::nullopt;
    gap made;
    made.from = parse_rfc3339(at.start).value_or(time_of(at.since));
    made.to = time_of(read.oldest);
    if (made.to <= made.from) return std::nullopt;
    made.reason = "more posts came while we were away than are read; the oldest were not";
    return made;
}

}  // namespace earshot::x
