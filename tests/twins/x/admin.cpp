// What a test or a demo asks of the twin itself, under /twin/. No token needed.
#include <boost/json.hpp>

#include "twins/x/calls.hpp"

namespace earshot::twins::x {

namespace json = boost::json;

namespace {

answer bad(std::string_view detail) { return json_answer(400, {{"error", detail}}); }

std::string text_member(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::string id_or_empty(post_id id) { return id == 0 ? std::string() : std::to_string(id); }

json::object shown(const platform& on, const post& item) {
    const user* author = on.people.by_id(item.author_id);
    return {{"id", std::to_string(item.id)},
            {"first_id", std::to_string(item.history.front())},
            {"author", author ? author->handle : ""},
            {"text", item.shown.text},
            {"written", item.written},
            {"lang", item.language},
            {"created_at", format_rfc3339(item.created)},
            {"conversation_id", std::to_string(item.conversation)},
            {"in_reply_to", id_or_empty(item.answers)},
            {"quotes", id_or_empty(item.quotes)},
            {"mentions_brand", on.concerns_brand(item)},
            {"superseded", item.superseded},
            {"deleted", item.deleted},
            {"served", on.served.contains(item.id)},
            {"by_api", item.by_api}};
}

answer listed(const platform& on, const char* name, bool (*wanted)(const post&)) {
    json::array items;
    for (const auto& [id, item] : on.timeline.all())
        if (wanted(item)) items.push_back(shown(on, item));
    return json_answer(200, {{name, std::move(items)}});
}

answer all_posts(call& from) {
    return listed(from.on, "posts", [](const post& item) { return !item.by_api; });
}

answer replies(call& from) {
    return listed(from.on, "replies",
                  [](const post& item) { return item.by_api && !item.deleted; });
}

std::string author_id(platform& on, const std::string& handle) {
    const user* known = on.people.by_handle(handle);
    return known ? known->id : on.people.add({"", handle, handle}).id;
}

// {"author", "text", "lang"?, "in_reply_to"?, "quotes"?, "edits"?}: ids of posts
answer add_post(call& from) {
    json::error_code problem;
    const json::value body = json::parse(from.request.body, problem);
    if (problem || !body.is_object()) return bad("the body is not a JSON object");
    const json::object& wish = body.get_object();
    draft text{author_id(from.on, text_member(wish, "author")), text_member(wish, "text"),
               text_member(wish, "lang")};
    if (text.text.empty()) return bad("'text' is missing");
    text.answers = parse_id(text_member(wish, "in_reply_to"));
    text.quotes = parse_id(text_member(wish, "quotes"));
    text.edits = parse_id(text_member(wish, "edits"));
    if (const json::value* photo = wish.if_contains("photo")) text.photo = *photo == true;
    return json_answer(201, shown(from.on, from.on.publish(std::move(text))));
}

answer remove_post(call& from) {
    const bool removed = from.on.remove(parse_id(from.captured[0]));
    return json_answer(removed ? 200 : 404, {{"deleted", removed}});
}

answer play(call& from) {
    auto day = parse_script(from.request.body);
    if (!day) return bad(day.error().detail);
    from.on.play(std::move(*day));
    return json_answer(202, {{"scenes", from.on.played().scenes}});
}

// Account activity and the newer kinds, all of them, for one address: {"url"}. Spares a test the
// registration; the address is not challenged.
answer add_hook(call& from) {
    json::error_code problem;
    const json::value body = json::parse(from.request.body, problem);
    if (problem || !body.is_object()) return bad("the body is not a JSON object");
    webhooks& hooks = from.on.hooks;
    const hook& one = hooks.add(text_member(body.get_object(), "url"), from.on.now());
    const json::value* kind = body.get_object().if_contains("account_activity");
    if (kind && *kind == true) {
        hooks.account_activity.insert(one.id);
        return json_answer(201, {{"id", one.id}});
    }
    for (const char* type : {"post.mention.create", "post.reply.create", "post.quote.create",
                             "post.create", "post.delete"}) {
        const std::string id = hooks.next_id();
        hooks.activity[id] = {id, type, from.on.options.brand.id, type, one.id, from.on.now()};
    }
    return json_answer(201, {{"id", one.id}});
}

json::object counted(const platform& on) {
    std::int64_t mentions = 0, replies = 0, deleted = 0;
    for (const auto& [id, item] : on.timeline.all()) {
        mentions += on.concerns_brand(item) && !item.superseded;
        replies += item.by_api && !item.deleted;
        deleted += item.deleted;
    }
    return {{"all", on.timeline.all().size()},
            {"mentions", mentions},
            {"replies", replies},
            {"deleted", deleted},
            {"served", on.served.size()}};
}

answer stats(call& from) {
    platform& on = from.on;
    json::object requests;
    for (const auto& [label, count] : on.requests) requests[label] = count;
    const auto sent = on.hooks.totals();
    const auto script = on.played();
    return json_answer(
        200, {{"posts", counted(on)},
              {"requests", requests},
              {"rate_limited", on.limits.refused()},
              {"faults", on.broken.struck()},
              {"platform_time", format_rfc3339(on.present())},
              {"script",
               {{"scenes", script.scenes},
                {"played", script.played},
                {"finished", script.played == script.scenes}}},
              {"webhooks",
               {{"sent", sent.sent}, {"accepted", sent.accepted}, {"failed", sent.failed}}}});
}

answer grant(call& from) { return json_answer(200, {{"refresh_token", from.on.access.grant()}}); }

answer fault_calls(call& from) { return administer(from.on.broken, from.request); }

constexpr auto open = access_rule::anyone;

constexpr route table[] = {
    {"GET", "/twin/posts", "", open, all_posts},
    {"POST", "/twin/posts", "", open, add_post},
    {"DELETE", "/twin/posts/{}", "", open, remove_post},
    {"GET", "/twin/replies", "", open, replies},
    {"GET", "/twin/stats", "", open, stats},
    {"POST", "/twin/grant", "", open, grant},
    {"POST", "/twin/script", "", open, play},
    {"POST", "/twin/webhooks", "", open, add_hook},
    {"GET", "/twin/faults", "", open, fault_calls},
    {"POST", "/twin/faults", "", open, fault_calls},
    {"DELETE", "/twin/faults", "", open, fault_calls},
};

}  // namespace

std::span<const route> admin_routes() { return table; }

}  // namespace earshot::twins::x
