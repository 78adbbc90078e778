#include "bluesky/facets.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "bluesky/json_reader.hpp"

namespace earshot::bluesky {

namespace {

constexpr std::size_t most_facets = 200;

// Feature by feature; a facet may have several.
template <class Visit>
void each_feature(const json::object& record, Visit visit) {
    const json::array* facets = array_at(record, "facets");
    if (!facets) return;
    std::size_t seen = 0;
    for (const json::value& one : *facets) {
        const json::object* facet = one.if_object();
        const json::array* features = facet ? array_at(*facet, "features") : nullptr;
        if (!features || ++seen > most_facets) continue;
        for (const json::value& feature : *features)
            if (const json::object* what = feature.if_object()) visit(*facet, *what);
    }
}

std::uint32_t code_points(std::string_view text) {
    return static_cast<std::uint32_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool between_characters(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// The bytes that a facet marks; empty where there are none.
std::string_view marked_by(const json::object& facet, std::string_view text) {
    const json::object* index = object_at(facet, "index");
    if (!index) return {};
    const std::int64_t begin = integer_at(*index, "byteStart").value_or(-1);
    const std::int64_t end = integer_at(*index, "byteEnd").value_or(-1);
    if (begin < 0 || end <= begin || end > std::ssize(text)) return {};
    const auto from = static_cast<std::size_t>(begin);
    const auto to = static_cast<std::size_t>(end);
    if (!between_characters(text, from) || !between_characters(text, to)) return {};
    return text.substr(from, to - from);
}

std::string_view without_sign(std::string_view text, char sign) {
    if (text.starts_with(sign)) text.remove_prefix(1);
    return text;
}

// Kind, value and id; an empty value: no feature that is known.
entity read_feature(const json::object& feature, std::string_view marked) {
    const std::string type = text_at(feature, "$type");
    entity made;
    if (type == "app.bsky.richtext.facet#mention") {
        made.kind = entity_kind::mention;
        made.id = text_at(feature, "did");
        made.value = without_sign(marked, '@');
    } else if (type == "app.bsky.richtext.facet#link") {
        made.kind = entity_kind::link;
        made.value = text_at(feature, "uri");
    } else if (type == "app.bsky.richtext.facet#tag") {
        made.kind = entity_kind::hashtag;
        made.value = text_at(feature, "tag");
    }
    return made;
}

}  // namespace

std::vector<entity> read_facets(const json::object& record, std::string_view text) {
    std::vector<entity> found;
    each_feature(record, [&](const json::object& facet, const json::object& feature) {
        const std::string_view marked = marked_by(facet, text);
        if (marked.empty()) return;
        entity made = read_feature(feature, marked);
        if (made.value.empty()) return;
        const auto before = static_cast<std::size_t>(marked.data() - text.data());
        made.begin = code_points(text.substr(0, before));
        made.end = made.begin + code_points(marked);
        found.push_back(std::move(made));
    });
    std::ranges::sort(found, {}, [](const entity& one) { return std::pair(one.begin, one.kind); });
    return found;
}

bool mentions(const json::object& record, std::string_view did) {
    bool found = false;
    each_feature(record, [&](const json::object&, const json::object& feature) {
        found = found || (text_at(feature, "$type") == "app.bsky.richtext.facet#mention" &&
                          text_at(feature, "did") == did);
    });
    return found;
}

}  // namespace earshot::bluesky
