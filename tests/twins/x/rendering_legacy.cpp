#include <boost/json.hpp>
#include <ctime>

#include "twins/x/rendering.hpp"
#include "twins/x/weight.hpp"

namespace earshot::twins::x {

namespace json = boost::json;

namespace {

// `Mon Mar 26 16:33:26 +0000 2018`.
std::string legacy_time(timestamp when) {
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    const std::size_t length =
        std::strftime(text, sizeof text, "%a %b %d %H:%M:%S +0000 %Y", &parts);
    return {text, length};
}

json::object legacy_user(const user& who) {
    return {{"id_str", who.id},
            {"screen_name", who.handle},
            {"name", who.name},
            {"verified", who.verified},
            {"followers_count", who.followers}};
}

json::object legacy_entities(const platform& from, const post& item) {
    json::array mentions, tags, links;
    for (const mark& one : item.shown.marks) {
        const json::array indices{one.begin, one.end};
        const user* who = from.people.by_handle(one.value);
        if (one.kind == mark_kind::hashtag)
            tags.push_back({{"text", one.value}, {"indices", indices}});
        else if (one.kind == mark_kind::link)
            links.push_back({{"expanded_url", one.value}, {"indices", indices}});
        else if (who)
            mentions.push_back({{"screen_name", who->handle},
                                {"name", who->name},
                                {"id_str", who->id},
                                {"indices", indices}});
    }
    return {{"user_mentions", mentions},
            {"hashtags", tags},
            {"urls", links},
            {"symbols", json::array()}};
}

void put_text(const platform& from, const post& item, json::object& into) {
    const bool cut = weight_of(item.written) > max_weight;
    into["truncated"] = cut;
    into["entities"] = legacy_entities(from, item);
    into["text"] = item.shown.text;
    if (!cut) return;
    into["text"] = std::string(first_code_points(item.shown.text, 139)) + "\xE2\x80\xA6";
    into["extended_tweet"] = {{"full_text", item.shown.text},
                              {"entities", legacy_entities(from, item)}};
}

}  // namespace

json::object render_legacy(const platform& from, const post& item) {
    json::object out{{"id_str", std::to_string(item.id)},
                     {"created_at", legacy_time(item.created)},
                     {"lang", item.language}};
    put_text(from, item, out);
    if (const user* author = from.people.by_id(item.author_id)) out["user"] = legacy_user(*author);
    if (item.answers != 0) out["in_reply_to_status_id_str"] = std::to_string(item.answers);
    if (const user* answered = from.answered_by(item)) {
        out["in_reply_to_user_id_str"] = answered->id;
        out["in_reply_to_screen_name"] = answered->handle;
    }
    if (const post* quoted = from.timeline.visible(item.quotes)) {
        out["quoted_status_id_str"] = std::to_string(quoted->id);
        out["quoted_status"] = render_legacy(from, *quoted);
    }
    out["timestamp_ms"] = std::to_string(item.created.time_since_epoch().count());
    return out;
}

}  // namespace earshot::twins::x
