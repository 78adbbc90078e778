// Posting, answering and deleting.
#include <algorithm>
#include <boost/json.hpp>

#include "twins/x/calls.hpp"
#include "twins/x/problems.hpp"
#include "twins/x/weight.hpp"

namespace earshot::twins::x {

namespace json = boost::json;

namespace {

constexpr duration duplicate_window = std::chrono::minutes{15};

constexpr std::string_view known_keys[] = {"text",
                                           "reply",
                                           "media",
                                           "quote_tweet_id",
                                           "poll",
                                           "reply_settings",
                                           "direct_message_deep_link",
                                           "edit_options",
                                           "made_with_ai",
                                           "paid_partnership",
                                           "community_id",
                                           "geo",
                                           "nullcast",
                                           "for_super_followers_only",
                                           "share_with_followers",
                                           "card_uri"};

constexpr std::string_view known_reply_keys[] = {
    "in_reply_to_tweet_id", "auto_populate_reply_metadata", "exclude_reply_user_ids"};

std::optional<std::string> unknown_key(const json::object& body, auto& known) {
    for (const auto& [key, value] : body)
        if (std::ranges::find(known, std::string_view(key)) == std::end(known)) return key;
    return std::nullopt;
}

std::optional<std::string> text_member(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains(name);
    if (found == nullptr || !found->is_string()) return std::nullopt;
    return std::string(found->get_string());
}

answer bad_key(const std::string& key) {
    return invalid_request("$." + key, key,
                           "[$." + key +
                               "]: is not defined in the schema and the "
                               "schema does not allow additional properties");
}

// What was asked for, read and checked as far as one can without looking at other posts.
struct wish {
    std::string text;
    std::string parent;  // as given
    std::string quoted;
};

std::expected<wish, answer> read_wish(const call& from) {
    json::error_code problem;
    const json::value body = json::parse(from.request.body, problem);
    if (problem || !body.is_object())
        return std::unexpected(invalid_request("body", "", "the body is not a JSON object"));
    const json::object& members = body.get_object();
    if (const auto key = unknown_key(members, known_keys)) return std::unexpected(bad_key(*key));
    wish out{text_member(members, "text").value_or("")};
    out.quoted = text_member(members, "quote_tweet_id").value_or("");
    const json::value* reply = members.if_contains("reply");
    if (reply == nullptr) return out;
    if (!reply->is_object()) return std::unexpected(bad_key("reply"));
    if (const auto key = unknown_key(reply->get_object(), known_reply_keys))
        return std::unexpected(bad_key("reply." + *key));
    const auto parent = text_member(reply->get_object(), "in_reply_to_tweet_id");
    if (!parent || parse_id(*parent) == 0)
        return std::unexpected(invalid_request("reply.in_reply_to_tweet_id", parent.value_or(""),
                                               "does not match ^[0-9]{1,19}$"));
    out.parent = *parent;
    return out;
}

// Self-serve applications may answer only those who called the account in the post answered.
bool summoned(const platform& on, const post& parent, const user& replier) {
    if (on.options.enterprise || parent.author_id == replier.id) return true;
    if (parent.shown.mentions(replier.handle)) return true;
    const post* quoted = on.timeline.find(parent.quotes);
    return quoted != nullptr && quoted->author_id == replier.id;
}

bool said_before(const platform& on, const std::string& text, const user& author, post_id parent) {
    const timestamp since = on.present() - duplicate_window;
    const auto same = [&](const post& item) {
        return item.author_id == author.id && item.written == text && item.created >= since &&
               (item.answers == parent || parent == 0);
    };
    return !on.timeline.newest(same, 0, 0, 1).empty();
}

// The platform puts the handle of the author answered in front, unless it is there already.
std::string addressed(const platform& on, const std::string& text, const post* parent) {
    if (parent == nullptr) return text;
    const user* who = on.people.by_id(parent->author_id);
    if (who == nullptr || mark_up(text).mentions(who->handle)) return text;
    return "@" + who->handle + " " + text;
}

std::optional<answer> refuse_text(const wish& asked) {
    if (asked.text.empty())
        return invalid_request("text", "", "[$.text]: is missing but it is required");
    const int weight = weight_of(asked.text);
    if (weight <= max_weight) return std::nullopt;
    return invalid_request("text", std::to_string(weight), "Your Tweet text is too long.");
}

std::optional<answer> refuse_parent(const call& from, const wish& asked, const post* parent,
                                    const user& author) {
    if (asked.parent.empty()) return std::nullopt;
    if (parent == nullptr) return not_found("in_reply_to_tweet_id", asked.parent, "tweet");
    if (summoned(from.on, *parent, author)) return std::nullopt;
    return forbidden(
        "Reply to this conversation is not allowed because you have not been mentioned or "
        "otherwise engaged by the author of the post you are replying to.");
}

answer created(const post& item) {
    const std::string id = std::to_string(item.id);
    return json_answer(
        201,
        {{"data",
          {{"id", id}, {"text", item.shown.text}, {"edit_history_tweet_ids", json::array{id}}}}});
}

answer publish(call& from) {
    const auto asked = read_wish(from);
    if (!asked) return asked.error();
    if (auto refused = refuse_text(*asked)) return *refused;
    const user& author = *from.on.people.by_id(from.who.user_id);
    const post* parent = from.on.timeline.visible(parse_id(asked->parent));
    if (auto refused = refuse_parent(from, *asked, parent, author)) return *refused;
    draft text{author.id, addressed(from.on, asked->text, parent)};
    if (said_before(from.on, text.text, author, parent ? parent->id : 0))
        return forbidden("You are not allowed to create a Tweet with duplicate content.");
    text.answers = parent ? parent->id : 0;
    text.quotes = parse_id(asked->quoted);
    text.language = parent ? parent->language : "";
    text.by_api = true;
    return created(from.on.publish(std::move(text)));
}

answer remove(call& from) {
    const std::string& id = from.captured[0];
    const post* found = from.on.timeline.visible(parse_id(id));
    if (found == nullptr) return not_found("id", id, "tweet");
    if (found->author_id != from.who.user_id)
        return forbidden("You are not authorized to delete this Tweet.");
    from.on.remove(found->id);
    return json_answer(200, {{"data", {{"deleted", true}}}});
}

constexpr route table[] = {
    {"POST", "/2/tweets", "post", access_rule::user_only, publish},
    {"DELETE", "/2/tweets/{}", "delete", access_rule::user_only, remove},
};

}  // namespace

std::span<const route> publishing_routes() { return table; }

}  // namespace earshot::twins::x
