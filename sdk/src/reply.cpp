// The JSON form of replies.
#include "earshot/reply.hpp"

#include "json_members.hpp"

namespace earshot {

namespace {

using namespace json_members;

constexpr std::array purpose_names{"service_reply", "service_followup", "thanks", "news",
                                   "promotion"};

json::object write(const enclosed_picture& item) {
    json::object out;
    put(out, "id", item.id);
    put(out, "media_type", item.media_type);
    put(out, "description", item.description);
    if (item.size > 0) out["size"] = item.size;
    return out;
}

void read(const json::object& from, enclosed_picture& into) {
    get(from, "id", into.id);
    get(from, "media_type", into.media_type);
    get(from, "description", into.description);
    const json::value* size = member(from, "size");
    if (const std::int64_t* bytes = size ? size->if_int64() : nullptr; bytes && *bytes > 0)
        into.size = *bytes;
}

}  // namespace

std::string_view to_string(purpose aim) noexcept { return name(aim, purpose_names); }

std::string to_json(const reply& item) {
    json::object out;
    out["version"] = 1;
    put(out, "id", item.id);
    put(out, "origin", item.origin);
    put(out, "platform", item.platform);
    put(out, "account", item.account);
    put(out, "object_id", item.object_id);
    if (item.to_case) out["to_case"] = true;
    put(out, "written", item.written);
    put(out, "author", item.author);
    out["text"] = view(item.text);
    put_each(out, "pictures", item.pictures, write);
    if (item.aim != purpose::service_reply) put(out, "purpose", to_string(item.aim));
    put(out, "expires", item.expires);
    put(out, "unusable", item.unusable);
    return written(out);
}

result<reply> reply_from_json(std::string_view text) {
    const auto from = parse_object(text, "reply");
    if (!from) return std::unexpected(from.error());
    reply out;
    get(*from, "id", out.id);
    get(*from, "origin", out.origin);
    get(*from, "platform", out.platform);
    get(*from, "account", out.account);
    get(*from, "object_id", out.object_id);
    get(*from, "to_case", out.to_case);
    get(*from, "written", out.written);
    get(*from, "author", out.author);
    get(*from, "text", out.text);
    get_each(*from, "pictures", out.pictures, read);
    get(*from, "purpose", out.aim, purpose_names);
    get(*from, "expires", out.expires);
    get(*from, "unusable", out.unusable);
    return out;
}

}  // namespace earshot
