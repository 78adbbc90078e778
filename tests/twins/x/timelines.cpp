// Mentions, search, an account's own posts, and look-ups by id.
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "twins/x/calls.hpp"
#include "twins/x/problems.hpp"
#include "twins/x/rendering.hpp"
#include "twins/x/search_query.hpp"

namespace earshot::twins::x {

namespace json = boost::json;

namespace {

constexpr std::size_t max_mentions = 800;  // older ones cannot be reached
constexpr duration search_reach = std::chrono::days{7};

constexpr std::string_view selections[] = {"tweet.fields", "post.fields",  "expansions",
                                           "user.fields",  "media.fields", "poll.fields",
                                           "place.fields"};

struct bounds {
    post_id newer_than = 0;
    post_id older_than = 0;
    timestamp from{};
    timestamp to{};
    std::size_t size = 10;
};

std::string token_for(post_id older_than) { return "t" + std::to_string(older_than); }

std::string page_token(const call& from) {
    return from.query.get("pagination_token", from.query.get("next_token"));
}

std::expected<std::size_t, answer> page_size(const call& from, int least, int fallback) {
    const std::string text = from.query.get("max_results", std::to_string(fallback));
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    if (value < least || value > 100)
        return std::unexpected(invalid_request("max_results", text,
                                               "The `max_results` query parameter value [" + text +
                                                   "] is not between " + std::to_string(least) +
                                                   " and 100"));
    return static_cast<std::size_t>(value);
}

std::expected<post_id, answer> id_parameter(const call& from, std::string_view name) {
    const std::string text = from.query.get(name);
    const post_id id = parse_id(text);
    if (text.empty() || id != 0) return id;
    return std::unexpected(invalid_request(name, text,
                                           "The `" + std::string(name) +
                                               "` query parameter value [" + text +
                                               "] does not match ^[0-9]{1,19}$"));
}

std::expected<timestamp, answer> time_parameter(const call& from, std::string_view name) {
    const std::string text = from.query.get(name);
    if (text.empty()) return timestamp{};
    const auto when = parse_rfc3339(text);
    if (when) return *when;
    return std::unexpected(invalid_request(name, text, "not a point in time"));
}

std::expected<bounds, answer> read_bounds(const call& from, int least, int fallback) {
    const auto size = page_size(from, least, fallback);
    if (!size) return std::unexpected(size.error());
    const auto newer = id_parameter(from, "since_id");
    if (!newer) return std::unexpected(newer.error());
    const auto older = id_parameter(from, "until_id");
    if (!older) return std::unexpected(older.error());
    const auto begin = time_parameter(from, "start_time");
    if (!begin) return std::unexpected(begin.error());
    const auto end = time_parameter(from, "end_time");
    if (!end) return std::unexpected(end.error());
    bounds out{*newer, *older, *begin, *end, *size};
    if (out.newer_than != 0 || out.older_than != 0) out.from = out.to = timestamp{};
    const std::string token = page_token(from);
    if (token.empty()) return out;
    out.older_than = parse_id(std::string_view(token).substr(1));
    if (out.older_than == 0)
        return std::unexpected(invalid_request("pagination_token", token, "not a valid token"));
    return out;
}

bool within(const bounds& limits, const post& item) {
    if (limits.from != timestamp{} && item.created < limits.from) return false;
    return limits.to == timestamp{} || item.created < limits.to;
}

// What the page would be without faults.
json::object page_of(call& from, const std::vector<const post*>& items, bool more) {
    const view wanted = view::parse(from.query);
    json::object out;
    json::object meta{{"result_count", items.size()}};
    json::array data, errors;
    for (const post* item : items) {
        data.push_back(render(from.on, *item, wanted));
        from.on.served.insert(item->id);
    }
    json::object included = includes(from.on, items, wanted, errors);
    if (!items.empty()) {
        out["data"] = std::move(data);
        meta["newest_id"] = std::to_string(items.front()->id);
        meta["oldest_id"] = std::to_string(items.back()->id);
        if (more) meta["next_token"] = token_for(items.back()->id);
    }
    if (!included.empty()) out["includes"] = std::move(included);
    if (!errors.empty()) out["errors"] = std::move(errors);
    out["meta"] = std::move(meta);
    return out;
}

void distort(call& from, json::object& page) {
    json::value* data = page.if_contains("data");
    if (data == nullptr) return;
    json::array& items = data->as_array();
    const auto strikes = [&](std::string_view kind) {
        return from.on.broken.strike(from.request.method, from.request.path, {kind}).has_value();
    };
    if (strikes("duplicate")) items.push_back(json::value(items.front()));
    if (strikes("reordered")) std::ranges::reverse(items);
    if (strikes("malformed"))
        items.push_back({{"id", {{"unexpected", true}}}, {"text", 17}, {"author_id", nullptr}});
}

answer paged(call& from, const std::function<bool(const post&)>& wanted, const bounds& limits,
             std::size_t reach) {
    const auto within_bounds = [&](const post& item) {
        return wanted(item) && within(limits, item);
    };
    auto items = from.on.timeline.newest(within_bounds, limits.newer_than, limits.older_than,
                                         std::min(limits.size + 1, reach));
    const bool more = items.size() > limits.size;
    if (more) items.pop_back();
    json::object page = page_of(from, items, more);
    distort(from, page);
    return json_answer(200, page);
}

answer mentions(call& from) {
    if (auto refused = unknown_parameter(from, {"since_id", "until_id", "start_time", "end_time",
                                                "max_results", "pagination_token"}))
        return *refused;
    const user* who = from.on.people.by_id(from.captured[0]);
    if (who == nullptr) return not_found("id", from.captured[0], "user");
    const auto limits = read_bounds(from, 5, 10);
    if (!limits) return limits.error();
    const auto wanted = [&](const post& item) {
        return item.author_id != who->id && item.shown.mentions(who->handle);
    };
    return paged(from, wanted, *limits, max_mentions);
}

answer own_posts(call& from) {
    if (auto refused = unknown_parameter(from, {"since_id", "until_id", "start_time", "end_time",
                                                "max_results", "pagination_token", "exclude"}))
        return *refused;
    if (from.on.people.by_id(from.captured[0]) == nullptr)
        return not_found("id", from.captured[0], "user");
    const auto limits = read_bounds(from, 5, 10);
    if (!limits) return limits.error();
    const bool no_replies = from.query.get("exclude").find("replies") != std::string::npos;
    const auto wanted = [&](const post& item) {
        return item.author_id == from.captured[0] && !(no_replies && item.answers != 0);
    };
    return paged(from, wanted, *limits, 3'200);
}

answer search(call& from) {
    if (auto refused = unknown_parameter(
            from, {"query", "since_id", "until_id", "start_time", "end_time", "max_results",
                   "next_token", "pagination_token", "sort_order"}))
        return *refused;
    const std::string text = from.query.get("query");
    const std::size_t longest = from.on.options.enterprise ? 4'096 : 512;
    const auto query = search_query::parse(text);
    if (!query) return invalid_request("query", text, query.error().detail);
    if (code_points(text) > longest) return invalid_request("query", text, "the query is too long");
    const auto limits = read_bounds(from, 10, 10);
    if (!limits) return limits.error();
    const timestamp oldest = from.on.present() - search_reach;
    const auto wanted = [&](const post& item) {
        const user* author = from.on.people.by_id(item.author_id);
        return item.created >= oldest && query->fits({item, author, from.on.answered_by(item)});
    };
    return paged(from, wanted, *limits, SIZE_MAX);
}

json::object document(call& from, const std::vector<const post*>& items, json::array errors) {
    const view wanted = view::parse(from.query);
    json::object out;
    json::object included = includes(from.on, items, wanted, errors);
    if (!included.empty()) out["includes"] = std::move(included);
    if (!errors.empty()) out["errors"] = std::move(errors);
    return out;
}

// A missing post is not a failure of the call: 200 with `errors` and without `data`.
answer one_post(call& from) {
    const std::string& id = from.captured[0];
    const post* found = from.on.timeline.visible(parse_id(id));
    if (found == nullptr)
        return json_answer(200, {{"errors", json::array{missing("id", id, "tweet")}}});
    json::object out = document(from, {found}, {});
    out["data"] = render(from.on, *found, view::parse(from.query));
    return json_answer(200, out);
}

answer several_posts(call& from) {
    json::array data, errors;
    std::vector<const post*> items;
    const std::vector<std::string> ids = from.query.list("ids");
    if (ids.empty() || ids.size() > 100)
        return invalid_request("ids", from.query.get("ids"), "between 1 and 100 ids");
    for (const std::string& id : ids) {
        if (const post* found = from.on.timeline.visible(parse_id(id)))
            items.push_back(found);
        else
            errors.push_back(missing("ids", id, "tweet"));
    }
    for (const post* item : items) data.push_back(render(from.on, *item, view::parse(from.query)));
    json::object out = document(from, items, std::move(errors));
    if (!data.empty()) out["data"] = std::move(data);
    return json_answer(200, out);
}

answer user_answer(call& from, const user* who, std::string_view name, std::string_view value) {
    if (who == nullptr)
        return json_answer(200, {{"errors", json::array{missing(name, value, "user")}}});
    return json_answer(200, {{"data", render(*who, view::parse(from.query))}});
}

answer myself(call& from) {
    return user_answer(from, from.on.people.by_id(from.who.user_id), "id", from.who.user_id);
}

answer one_user(call& from) {
    const std::string& id = from.captured[0];
    return user_answer(from, from.on.people.by_id(id), "id", id);
}

answer user_by_name(call& from) {
    const std::string& name = from.captured[0];
    return user_answer(from, from.on.people.by_handle(name), "username", name);
}

constexpr route table[] = {
    {"GET", "/2/users/{}/mentions", "mentions", access_rule::known, mentions},
    {"GET", "/2/users/{}/tweets", "timeline", access_rule::known, own_posts},
    {"GET", "/2/tweets/search/recent", "search", access_rule::known, search},
    {"GET", "/2/tweets/{}", "lookup", access_rule::known, one_post},
    {"GET", "/2/tweets", "posts", access_rule::known, several_posts},
    {"GET", "/2/users/me", "me", access_rule::user_only, myself},
    {"GET", "/2/users/by/username/{}", "users", access_rule::known, user_by_name},
    {"GET", "/2/users/{}", "users", access_rule::known, one_user},
};

}  // namespace

std::optional<answer> unknown_parameter(const call& from,
                                        std::initializer_list<std::string_view> own) {
    for (const auto& [name, value] : from.query.all()) {
        if (std::ranges::find(own, name) != own.end()) continue;
        if (std::ranges::find(selections, name) != std::end(selections)) continue;
        return invalid_request(name, value, "The query parameter [" + name + "] is not known");
    }
    return std::nullopt;
}

std::span<const route> timeline_routes() { return table; }

}  // namespace earshot::twins::x
