#include "pictures/clean.hpp"

#include "pictures/formats.hpp"

namespace earshot::pictures {

bool known_type(std::string_view media_type) {
    return media_type == "image/jpeg" || media_type == "image/png";
}

result<picture> clean(std::string_view bytes) {
    if (bytes.starts_with(jpeg_mark)) return clean_jpeg(bytes);
    if (bytes.starts_with(png_mark)) return clean_png(bytes);
    return fail(error_kind::invalid, "picture.type", "it is neither a JPEG nor a PNG");
}

std::unexpected<error> damaged(std::string_view why) {
    return fail(error_kind::invalid, "picture.damaged",
                "it is damaged: " + std::string(why) + "; save it again as JPEG or PNG");
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
    if (at > bytes.size() || bytes.size() - at < length) return 0;
    std::uint32_t out = 0;
    for (const char c : bytes.substr(at, length)) out = out << 8 | static_cast<unsigned char>(c);
    return out;
}

}  // namespace earshot::pictures
