#include "x/entities.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "x/account.hpp"
#include "x/object_reader.hpp"

namespace earshot::x {

namespace {

// An array of X's `entities`, and where the value and the id of its elements are.
struct source {
    member_name array;
    entity_kind kind;
    member_name value;
    member_name other_value;
    member_name id;
};

const std::array<source, 4>& sources() {
    static const std::array<source, 4> all{
        source{{"mentions", "user_mentions"},
               entity_kind::mention,
               {"username", "screen_name"},
               "",
               ""},
        source{"hashtags", entity_kind::hashtag, {"tag", "text"}, "", ""},
        source{{"cashtags", "symbols"}, entity_kind::cashtag, {"tag", "text"}, "", ""},
        source{"urls", entity_kind::link, "expanded_url", "url", ""},
    };
    return all;
}

std::uint32_t code_points(std::string_view text) {
    return static_cast<std::uint32_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::int64_t number_at(const json::array* items, std::size_t index) {
    if (!items || items->size() <= index) return -1;
    const std::int64_t* held = (*items)[index].if_int64();
    return held ? *held : -1;
}

// `start` and `end` in API v2, `indices: [start, end]` in v1.1.
bool read_span(object_reader& from, std::uint32_t length, entity& into) {
    const json::array* indices = from.array("indices");
    const std::int64_t begin = from.integer("start").value_or(number_at(indices, 0));
    const std::int64_t end = from.integer("end").value_or(number_at(indices, 1));
    if (begin < 0 || end <= begin || end > length) return false;
    into.begin = static_cast<std::uint32_t>(begin);
    into.end = static_cast<std::uint32_t>(end);
    return true;
}

void read_source(const json::object& entities, const source& where, std::uint32_t length,
                 std::vector<entity>& into) {
    const json::array* items = object_reader(entities).array(where.array);
    if (!items) return;
    for (const json::value& item : *items) {
        if (!item.is_object()) continue;
        object_reader from(item.get_object());
        entity made;
        made.kind = where.kind;
        made.value = from.text(where.value);
        if (made.value.empty()) made.value = from.text(where.other_value);
        if (where.kind == entity_kind::mention) made.id = from.id({"id_str", "id"});
        if (!made.value.empty() && read_span(from, length, made)) into.push_back(std::move(made));
    }
}

std::string_view after(std::string_view text, std::string_view prefix) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view();
}

}  // namespace

std::vector<entity> read_entities(const json::object* entities, std::string_view text) {
    std::vector<entity> found;
    if (!entities) return found;
    const std::uint32_t length = code_points(text);
    for (const source& where : sources()) read_source(*entities, where, length, found);
    std::ranges::sort(found, {},
                      [](const entity& part) { return std::pair(part.begin, part.kind); });
    return found;
}

post_link read_post_link(std::string_view url) {
    constexpr std::string_view marker = "/status/";
    for (const std::string_view host : {"https://x.com/", "https://twitter.com/"}) {
        const std::string_view path = after(url, host);
        const std::size_t at = path.find(marker);
        if (path.empty() || at == path.npos) continue;
        const std::string_view rest = path.substr(at + marker.size());
        const std::string_view id = rest.substr(0, rest.find_first_not_of("0123456789"));
        if (is_id(id)) return {path.substr(0, at), id};
    }
    return {};
}

}  // namespace earshot::x
