#include <algorithm>
#include <array>

#include "pictures/formats.hpp"

namespace earshot::pictures {

namespace {

// Length, type, data, checksum.
constexpr std::size_t around_data = 12;

// What is needed to see it: what every reader must know has a capital first, the others are about
// colours, transparency and the shape of a pixel.
bool shows(std::string_view type) {
    constexpr std::array<std::string_view, 8> seen{"tRNS", "gAMA", "cHRM", "sRGB",
                                                   "iCCP", "sBIT", "bKGD", "pHYs"};
    const bool must_be_known = type.front() >= 'A' && type.front() <= 'Z';
    return must_be_known || std::ranges::find(seen, type) != seen.end();
}

}  // namespace

result<picture> clean_png(std::string_view bytes) {
    picture out;
    out.media_type = "image/png";
    out.bytes = png_mark;
    std::string_view rest = bytes.substr(png_mark.size());
    for (std::string_view type; type != "IEND";) {
        if (rest.size() < around_data) return damaged("it ends early");
        const std::size_t length = number_at(rest, 0, 4);
        if (length > rest.size() - around_data) return damaged("it ends early");
        type = rest.substr(4, 4);
        if (out.width == 0 && type != "IHDR") return damaged("it does not begin with its size");
        if (type == "IHDR") {
            out.width = static_cast<int>(number_at(rest, 8, 4));
            out.height = static_cast<int>(number_at(rest, 12, 4));
            if (length != 13 || out.width <= 0 || out.height <= 0) return damaged("its size");
        }
        if (shows(type)) out.bytes += rest.substr(0, length + around_data);
        rest.remove_prefix(length + around_data);
    }
    return out;
}

}  // namespace earshot::pictures
