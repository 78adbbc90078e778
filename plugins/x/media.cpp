#include "x/media.hpp"

#include <boost/json.hpp>

#include "x/object_reader.hpp"

namespace earshot::x {

namespace {

std::string type_of(std::string_view name) {
    if (name == "photo") return "image";
    return name == "video" || name == "animated_gif" ? "video" : "file";
}

// The best of a film's files that a browser plays; X lists streaming manifests beside them.
std::string best_variant(const json::array* variants) {
    std::string url;
    std::int64_t best = -1;
    if (!variants) return url;
    for (const json::value& item : *variants) {
        if (!item.is_object()) continue;
        object_reader one(item.get_object());
        const std::int64_t rate = one.integer({"bit_rate", "bitrate"}).value_or(0);
        if (one.text("content_type") != "video/mp4" || rate <= best) continue;
        best = rate;
        url = one.text("url");
    }
    return url;
}

}  // namespace

attachment read_media_object(const json::object& media) {
    object_reader from(media);
    attachment made;
    made.id = from.text("media_key");
    made.media_type = type_of(from.text("type"));
    made.alt_text = from.text("alt_text");
    made.url = from.text("url");
    if (made.url.empty()) made.url = best_variant(from.array("variants"));
    if (made.url.empty()) made.url = from.text("preview_image_url");
    return made;
}

attachment read_legacy_media(const json::object& media) {
    object_reader from(media);
    attachment made;
    made.id = from.id("id_str");
    made.media_type = type_of(from.text("type"));
    made.alt_text = from.text("ext_alt_text");
    if (const json::object* film = from.object("video_info"))
        made.url = best_variant(object_reader(*film).array("variants"));
    if (made.url.empty()) made.url = from.text("media_url_https");
    return made;
}

attachment attachment_from_key(const std::string& key) {
    attachment made;
    made.id = key;
    const std::string number = key.substr(0, key.find('_'));
    if (number == "3") made.media_type = "image";
    if (number == "7" || number == "13" || number == "16") made.media_type = "video";
    return made;
}

}  // namespace earshot::x
