#include "twins/x/rendering.hpp"

#include <boost/json.hpp>

#include "twins/x/problems.hpp"
#include "twins/x/weight.hpp"

namespace earshot::twins::x {

namespace json = boost::json;

namespace {

// The first 280 characters of a long post; the whole is in `note_tweet`.
constexpr std::size_t short_form = 279;

std::set<std::string> names(const parameters& query, const char* name, const char* newer) {
    const auto list = query.list(query.has(newer) ? newer : name);
    return {list.begin(), list.end()};
}

bool is_long(const post& item) { return weight_of(item.written) > max_weight; }

std::string media_key(const post& item) { return "3_" + std::to_string(item.id); }

json::object render_mark(const platform& from, const mark& one) {
    json::object out{{"start", one.begin}, {"end", one.end}};
    if (one.kind == mark_kind::link) {
        out["expanded_url"] = one.value;
        out["display_url"] = one.value.substr(one.value.find("//") + 2);
    } else if (one.kind == mark_kind::hashtag) {
        out["tag"] = one.value;
    } else {
        const user* who = from.people.by_handle(one.value);
        out["username"] = one.value;
        if (who) out["id"] = who->id;
    }
    return out;
}

std::string_view part_of(const post& item, const mark& one) {
    const std::string_view head = first_code_points(item.shown.text, one.end);
    return head.substr(first_code_points(item.shown.text, one.begin).size());
}

void put(json::object& into, std::string_view key, json::object part) {
    if (!into.contains(key)) into[key] = json::array();
    into[key].as_array().push_back(std::move(part));
}

json::object render_entities(const platform& from, const post& item, std::size_t limit) {
    json::object out;
    for (const mark& one : item.shown.marks) {
        if (one.end > limit) continue;
        json::object part = render_mark(from, one);
        if (one.kind == mark_kind::link) part["url"] = part_of(item, one);
        const bool unknown = one.kind == mark_kind::mention && !part.contains("id");
        const char* key = one.kind == mark_kind::link      ? "urls"
                          : one.kind == mark_kind::hashtag ? "hashtags"
                                                           : "mentions";
        if (!unknown) put(out, key, std::move(part));
    }
    return out;
}

json::array references(const post& item) {
    json::array out;
    if (item.answers != 0)
        out.push_back({{"type", "replied_to"}, {"id", std::to_string(item.answers)}});
    if (item.quotes != 0) out.push_back({{"type", "quoted"}, {"id", std::to_string(item.quotes)}});
    return out;
}

json::array history_of(const post& item) {
    json::array out;
    for (const post_id version : item.history) out.push_back(json::value(std::to_string(version)));
    return out;
}

json::object render_all(const platform& from, const post& item) {
    const std::size_t limit = is_long(item) ? short_form : item.shown.text.size();
    json::object out{{"id", std::to_string(item.id)},
                     {"text", item.shown.text},
                     {"edit_history_tweet_ids", history_of(item)},
                     {"author_id", item.author_id},
                     {"created_at", format_rfc3339(item.created)},
                     {"conversation_id", std::to_string(item.conversation)},
                     {"lang", item.language},
                     {"possibly_sensitive", false},
                     {"reply_settings", "everyone"}};
    if (is_long(item)) {
        const std::string_view head = first_code_points(item.shown.text, limit);
        out["text"] = std::string(head) + "\xE2\x80\xA6";
        out["note_tweet"] = {{"text", item.shown.text},
                             {"entities", render_entities(from, item, item.shown.text.size())}};
    }
    json::object entities = render_entities(from, item, limit);
    if (!entities.empty()) out["entities"] = std::move(entities);
    json::array referenced = references(item);
    if (!referenced.empty()) out["referenced_tweets"] = std::move(referenced);
    if (const user* answered = from.answered_by(item)) out["in_reply_to_user_id"] = answered->id;
    if (item.photo) out["attachments"] = {{"media_keys", {media_key(item)}}};
    out["public_metrics"] = {{"retweet_count", 0}, {"reply_count", 0},    {"like_count", 0},
                             {"quote_count", 0},   {"bookmark_count", 0}, {"impression_count", 12}};
    return out;
}

// Members that are getting a new name, the new one first.
constexpr std::pair<const char*, const char*> renamed[] = {
    {"referenced_posts", "referenced_tweets"},
    {"edit_history_post_ids", "edit_history_tweet_ids"},
    {"note_post", "note_tweet"}};

// An expansion brings the field that it expands.
constexpr std::pair<const char*, const char*> implied[] = {
    {"author_id", "author_id"},
    {"in_reply_to_user_id", "in_reply_to_user_id"},
    {"referenced_tweets.id", "referenced_tweets"},
    {"referenced_tweets.id.author_id", "referenced_tweets"},
    {"attachments.media_keys", "attachments"},
    {"entities.mentions.username", "entities"}};

std::string named(std::string_view member, const view& wanted) {
    for (const auto& [newer, older] : renamed)
        if (wanted.newer_names && member == older) return newer;
    return std::string(member);
}

// Without asking one gets these three.
bool by_default(std::string_view field) {
    return field == "id" || field == "text" || field == "edit_history_tweet_ids";
}

}  // namespace

view view::parse(const parameters& query) {
    view out{names(query, "tweet.fields", "post.fields"),
             names(query, "user.fields", "user.fields"), names(query, "expansions", "expansions"),
             query.has("post.fields")};
    for (const auto& [newer, older] : renamed) {
        if (out.post_fields.contains(newer)) out.post_fields.insert(older);
        if (out.expansions.contains(newer)) out.expansions.insert(std::string(older) + ".id");
    }
    for (const auto& [expansion, field] : implied)
        if (out.expansions.contains(expansion)) out.post_fields.insert(field);
    return out;
}

view view::everything() {
    view out;
    out.post_fields = {"*"};
    out.user_fields = {"verified", "public_metrics", "created_at", "verified_type"};
    out.expansions = {"author_id", "in_reply_to_user_id", "referenced_tweets.id",
                      "attachments.media_keys"};
    return out;
}

json::object render(const platform& from, const post& item, const view& wanted) {
    const json::object all = render_all(from, item);
    if (wanted.post_fields.contains("*")) return all;
    json::object out;
    for (const auto& [key, value] : all)
        if (by_default(key) || wanted.post_fields.contains(std::string(key)))
            out[named(key, wanted)] = value;
    return out;
}

json::object render(const user& who, const view& wanted) {
    json::object out{{"id", who.id}, {"name", who.name}, {"username", who.handle}};
    const auto& fields = wanted.user_fields;
    if (fields.contains("verified")) out["verified"] = who.verified;
    if (fields.contains("verified_type")) out["verified_type"] = who.verified ? "business" : "none";
    if (fields.contains("created_at")) out["created_at"] = format_rfc3339(who.created);
    if (fields.contains("protected")) out["protected"] = false;
    if (fields.contains("public_metrics"))
        out["public_metrics"] = {{"followers_count", who.followers},
                                 {"following_count", 0},
                                 {"tweet_count", 0},
                                 {"listed_count", 0}};
    return out;
}

namespace {

// Gathers what the posts refer to, each once.
class gatherer {
public:
    gatherer(const platform& from, const view& wanted, json::array& errors)
        : from_(from), wanted_(wanted), errors_(errors) {}

    void add(const post& item) {
        if (wants("author_id")) add_user(from_.people.by_id(item.author_id));
        if (wants("in_reply_to_user_id")) add_user(from_.answered_by(item));
        if (wants("entities.mentions.username"))
            for (const mark& one : item.shown.marks)
                if (one.kind == mark_kind::mention) add_user(from_.people.by_handle(one.value));
        if (wants("referenced_tweets.id") || wants("referenced_tweets.id.author_id"))
            for (const post_id id : {item.answers, item.quotes}) add_referenced(id);
        if (wants("attachments.media_keys") && item.photo) add_media(item);
    }

    json::object take() {
        json::object out;
        if (!users_.empty()) out["users"] = std::move(users_);
        if (!posts_.empty()) out["tweets"] = std::move(posts_);
        if (!media_.empty()) out["media"] = std::move(media_);
        return out;
    }

private:
    bool wants(const char* expansion) const { return wanted_.expansions.contains(expansion); }

    void add_user(const user* who) {
        if (who && seen_.insert(who->id).second) users_.push_back(render(*who, wanted_));
    }

    void add_referenced(post_id id) {
        if (id == 0 || !seen_.insert("post " + std::to_string(id)).second) return;
        const post* found = from_.timeline.visible(id);
        if (!found) {
            errors_.push_back(missing("referenced_tweets.id", std::to_string(id), "tweet"));
            return;
        }
        posts_.push_back(render(from_, *found, wanted_));
        if (wants("referenced_tweets.id.author_id")) add_user(from_.people.by_id(found->author_id));
    }

    void add_media(const post& item) {
        media_.push_back(
            {{"media_key", media_key(item)},
             {"type", "photo"},
             {"url", "https://pbs.twimg.com/media/" + std::to_string(item.id) + ".jpg"},
             {"width", 1200},
             {"height", 900}});
    }

    const platform& from_;
    const view& wanted_;
    json::array& errors_;
    std::set<std::string> seen_;
    json::array users_, posts_, media_;
};

}  // namespace

json::object includes(const platform& from, const std::vector<const post*>& items,
                      const view& wanted, json::array& errors) {
    gatherer all(from, wanted, errors);
    for (const post* item : items) all.add(*item);
    return all.take();
}

}  // namespace earshot::twins::x
