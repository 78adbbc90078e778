#include "bluesky/embeds.hpp"

#include <boost/json.hpp>

#include "bluesky/at_uri.hpp"
#include "bluesky/json_reader.hpp"

namespace earshot::bluesky {

namespace {

constexpr std::size_t most_images = 20;  // a post has four; what is to come may have more

// The media of a post that also quotes another stand one level below.
const json::object* media_of(const json::object* embed) {
    const json::object* inner = embed ? object_at(*embed, "media") : nullptr;
    return inner ? inner : embed;
}

const json::object* element(const json::array* items, std::size_t index) {
    return items && index < items->size() ? (*items)[index].if_object() : nullptr;
}

std::string text_of(const json::object* from, std::string_view name) {
    return from ? text_at(*from, name) : std::string();
}

attachment file(const json::object* blob, std::string kind) {
    attachment made;
    const json::object* ref = blob ? object_at(*blob, "ref") : nullptr;
    made.id = text_of(ref, "$link");
    made.media_type = text_of(blob, "mimeType");
    if (made.media_type.empty()) made.media_type = std::move(kind);
    return made;
}

void read_images(const json::object& record, const json::object* shown,
                 std::vector<attachment>& into) {
    const json::array* images = array_at(record, "images");
    const json::array* addresses = shown ? array_at(*shown, "images") : nullptr;
    if (!images) return;
    for (std::size_t i = 0; i < images->size() && i < most_images; ++i) {
        const json::object* image = element(images, i);
        if (!image) continue;
        attachment made = file(object_at(*image, "image"), "image");
        made.alt_text = text_at(*image, "alt");
        made.url = text_of(element(addresses, i), "fullsize");
        into.push_back(std::move(made));
    }
}

void read_video(const json::object& record, const json::object* shown,
                std::vector<attachment>& into) {
    const json::object* video = object_at(record, "video");
    if (!video) return;
    attachment made = file(video, "video");
    made.alt_text = text_at(record, "alt");
    made.url = text_of(shown, "playlist");
    into.push_back(std::move(made));
}

void read_card(const json::object& record, std::vector<attachment>& into) {
    const json::object* card = object_at(record, "external");
    if (!card) return;
    attachment made;
    made.media_type = "text/html";
    made.url = text_at(*card, "uri");
    made.alt_text = text_at(*card, "title");
    if (!made.url.empty()) into.push_back(std::move(made));
}

}  // namespace

std::vector<attachment> read_attachments(const json::object& post) {
    std::vector<attachment> found;
    const json::object* record = media_of(object_at(&post, {"record", "embed"}));
    if (!record) return found;
    const json::object* shown = media_of(object_at(post, "embed"));
    read_images(*record, shown, found);
    read_video(*record, shown, found);
    read_card(*record, found);
    return found;
}

std::string read_quoted(const json::object& record) {
    const json::object* other = object_at(&record, {"embed", "record"});
    if (const json::object* inner = other ? object_at(*other, "record") : nullptr) other = inner;
    std::string uri = text_of(other, "uri");
    return read_post_uri(uri) ? uri : std::string();
}

}  // namespace earshot::bluesky
