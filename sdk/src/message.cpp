// Messages: their names for people, and their JSON form.
#include "earshot/message.hpp"

#include "json_members.hpp"

namespace earshot {

namespace {

using namespace json_members;
using json_members::get;
using json_members::put;

constexpr std::array kind_names{"post",     "reply", "comment", "direct_message", "review",
                                "reaction", "share", "edit",    "deletion"};
constexpr std::array direction_names{"from_customer", "from_us", "from_other_account"};
constexpr std::array entity_names{"mention", "hashtag", "cashtag", "link"};
constexpr std::array state_names{"not_fetched", "fetched", "failed"};

// --- writing: empty members are left out --------------------------------------------------------

json::object write(const author& who) {
    json::object out;
    put(out, "id", who.id);
    put(out, "handle", who.handle);
    put(out, "display_name", who.display_name);
    if (who.followers) out["followers"] = *who.followers;
    if (who.verified) out["verified"] = true;
    if (who.automated) out["automated"] = true;
    return out;
}

json::object write(const entity& part) {
    json::object out;
    put(out, "kind", name(part.kind, entity_names));
    out["begin"] = part.begin;
    out["end"] = part.end;
    put(out, "value", part.value);
    put(out, "id", part.id);
    return out;
}

json::object write(const attachment& item) {
    json::object out;
    put(out, "id", item.id);
    put(out, "media_type", item.media_type);
    put(out, "url", item.url);
    put(out, "alt_text", item.alt_text);
    put(out, "state", name(item.state, state_names));
    return out;
}

template <class T>
void put(json::object& into, std::string_view key, const std::vector<T>& items) {
    put_each(into, key, items, [](const T& item) { return write(item); });
}

// --- reading: what is absent or of another type stays at its default ----------------------------

void get(const json::object& from, std::string_view key, std::uint32_t& into) {
    const json::value* found = member(from, key);
    const std::int64_t* number = found ? found->if_int64() : nullptr;
    if (number && *number >= 0 && *number <= UINT32_MAX) into = static_cast<std::uint32_t>(*number);
}

void read(const json::object& from, author& into) {
    get(from, "id", into.id);
    get(from, "handle", into.handle);
    get(from, "display_name", into.display_name);
    get(from, "verified", into.verified);
    get(from, "automated", into.automated);
    const json::value* followers = member(from, "followers");
    if (const std::int64_t* count = followers ? followers->if_int64() : nullptr)
        into.followers = *count;
}

void read(const json::object& from, entity& into) {
    get(from, "kind", into.kind, entity_names);
    get(from, "begin", into.begin);
    get(from, "end", into.end);
    get(from, "value", into.value);
    get(from, "id", into.id);
}

void read(const json::object& from, attachment& into) {
    get(from, "id", into.id);
    get(from, "media_type", into.media_type);
    get(from, "url", into.url);
    get(from, "alt_text", into.alt_text);
    get(from, "state", into.state, state_names);
}

template <class T>
void get(const json::object& from, std::string_view key, std::vector<T>& into) {
    get_each(from, key, into, [](const json::object& item, T& made) { read(item, made); });
}

}  // namespace

std::string_view to_string(message_kind kind) noexcept { return name(kind, kind_names); }
std::string_view to_string(direction from) noexcept { return name(from, direction_names); }

std::string name_of(const message& item) {
    std::string text = item.platform + "/" + item.account + "/" + item.object_id;
    if (!item.revision.empty()) text += "@" + item.revision;
    return text;
}

std::string name_of(const message_place& where) {
    return where.platform + "/" + where.account + "/" + where.object_id;
}

result<message_place> place_named(std::string_view text) {
    const std::size_t first = text.find('/');
    const std::size_t second = first == text.npos ? text.npos : text.find('/', first + 1);
    if (first == 0 || second == text.npos || second == first + 1 || second + 1 == text.size())
        return fail(error_kind::invalid, "message.name",
                    "'" + std::string(text.substr(0, 80)) +
                        "' is not the name of a message: write PLATFORM/ACCOUNT/ID");
    return message_place{std::string(text.substr(0, first)),
                         std::string(text.substr(first + 1, second - first - 1)),
                         std::string(text.substr(second + 1))};
}

std::string to_json(const message& item) {
    json::object out;
    out["version"] = 1;
    put(out, "platform", item.platform);
    put(out, "account", item.account);
    put(out, "object_id", item.object_id);
    put(out, "revision", item.revision);
    put(out, "kind", to_string(item.kind));
    put(out, "direction", to_string(item.from));
    out["author"] = write(item.by);
    put(out, "thread_id", item.thread_id);
    put(out, "parent_id", item.parent_id);
    put(out, "quoted_id", item.quoted_id);
    out["addressed"] = item.addressed;
    out["text"] = view(item.text);
    if (item.display_text != item.text) out["display_text"] = view(item.display_text);
    put(out, "entities", item.entities);
    put(out, "attachments", item.attachments);
    put(out, "permalink", item.permalink);
    if (item.stars) out["stars"] = *item.stars;
    put(out, "platform_language", item.platform_language);
    put(out, "created", item.created);
    put(out, "received", item.received);
    put(out, "stored", item.stored);
    return written(out);
}

result<message> message_from_json(std::string_view text) {
    const auto from = parse_object(text, "message");
    if (!from) return std::unexpected(from.error());
    message out;
    get(*from, "platform", out.platform);
    get(*from, "account", out.account);
    get(*from, "object_id", out.object_id);
    get(*from, "revision", out.revision);
    get(*from, "kind", out.kind, kind_names);
    get(*from, "direction", out.from, direction_names);
    if (const json::value* who = member(*from, "author"); who && who->is_object())
        read(who->get_object(), out.by);
    get(*from, "thread_id", out.thread_id);
    get(*from, "parent_id", out.parent_id);
    get(*from, "quoted_id", out.quoted_id);
    get(*from, "addressed", out.addressed);
    get(*from, "text", out.text);
    out.display_text = out.text;
    get(*from, "display_text", out.display_text);
    get(*from, "entities", out.entities);
    get(*from, "attachments", out.attachments);
    get(*from, "permalink", out.permalink);
    if (const json::value* stars = member(*from, "stars"))
        if (const std::int64_t* count = stars->if_int64(); count && *count >= 1 && *count <= 5)
            out.stars = static_cast<int>(*count);
    get(*from, "platform_language", out.platform_language);
    get(*from, "created", out.created);
    get(*from, "received", out.received);
    get(*from, "stored", out.stored);
    if (out.platform.empty() || out.object_id.empty())
        return fail(error_kind::invalid, "json.message", "a message without platform or object_id");
    return out;
}

}  // namespace earshot
