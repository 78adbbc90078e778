#include <algorithm>
#include <utility>

#include "pictures/formats.hpp"

namespace earshot::pictures {

namespace {

using namespace std::string_view_literals;

enum marker : std::uint8_t {
    first_frame = 0xc0,
    huffman_tables = 0xc4,
    extension = 0xc8,
    arithmetic = 0xcc,
    last_frame = 0xcf,
    first_restart = 0xd0,
    last_restart = 0xd7,
    end_of_image = 0xd9,
    start_of_scan = 0xda,
    first_application = 0xe0,
    exif = 0xe1,
    colour_profile = 0xe2,
    adobe = 0xee,
};

bool frame(std::uint8_t code) {
    return code >= first_frame && code <= last_frame && code != huffman_tables &&
           code != extension && code != arithmetic;
}

// What is needed to see it: tables, frames and scans, and of the applications' notes the colours.
bool shows(std::uint8_t code, std::string_view data) {
    if (code < first_application) return code >= first_frame;
    if (code == first_application) return data.starts_with("JFIF\0"sv);
    if (code == colour_profile) return data.starts_with("ICC_PROFILE\0"sv);
    return code == adobe && data.starts_with("Adobe");
}

constexpr std::string_view exif_mark = "Exif\0\0"sv;
constexpr std::uint32_t orientation_tag = 0x0112;

// A number of the TIFF inside the Exif, in its own order of bytes.
std::uint32_t tiff_number(std::string_view tiff, std::size_t at, std::size_t length) {
    if (!tiff.starts_with("II")) return number_at(tiff, at, length);
    if (at > tiff.size() || tiff.size() - at < length) return 0;
    std::string turned(tiff.substr(at, length));
    std::ranges::reverse(turned);
    return number_at(turned, 0, length);
}

// 1 to 8: how the picture is to be turned or mirrored.
std::uint32_t orientation_in(std::string_view data) {
    if (!data.starts_with(exif_mark)) return 1;
    const std::string_view tiff = data.substr(exif_mark.size());
    const std::size_t directory = tiff_number(tiff, 4, 4);
    const std::size_t entries = tiff_number(tiff, directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t at = directory + 2 + 12 * i;
        if (at > tiff.size()) break;
        if (tiff_number(tiff, at, 2) != orientation_tag) continue;
        const std::uint32_t said = tiff_number(tiff, at + 8, 2);
        return said >= 1 && said <= 8 ? said : 1;
    }
    return 1;
}

// A segment of Exif that says nothing else.
std::string orientation_segment(std::uint32_t orientation) {
    std::string out(
        "\xff\xe1\x00\x22"
        "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"sv);
    out += static_cast<char>(orientation);
    return out.append(6, '\0');
}

// Without a length, and so only inside of a scan: an escaped 0xff, and restarts.
bool belongs_to_scan(std::uint8_t code) {
    return code == 0 || (code >= first_restart && code <= last_restart);
}

// The bytes of a scan, up to the next marker that does not belong to it. Any number of 0xff may
// stand before a marker.
std::size_t scan_length(std::string_view bytes) {
    for (std::size_t at = bytes.find('\xff'); at != bytes.npos;) {
        const std::size_t behind = bytes.find_first_not_of('\xff', at);
        if (behind == bytes.npos) break;
        if (!belongs_to_scan(static_cast<std::uint8_t>(bytes[behind]))) return at;
        at = bytes.find('\xff', behind + 1);
    }
    return bytes.size();
}

class walk {
public:
    explicit walk(std::string_view bytes) : rest_(bytes.substr(jpeg_mark.size())) {
        out_.media_type = "image/jpeg";
        out_.bytes = jpeg_mark;
    }

    result<picture> to_the_end() {
        while (!ended_)
            if (const auto done = segment(); !done) return std::unexpected(done.error());
        if (out_.width <= 0 || out_.height <= 0) return damaged("it does not say its size");
        if (orientation_ > 4) std::swap(out_.width, out_.height);
        return std::move(out_);
    }

private:
    result<void> segment() {
        while (rest_.starts_with("\xff\xff")) rest_.remove_prefix(1);
        if (rest_.size() < 2 || rest_.front() != '\xff') return damaged("a marker is missing");
        const auto code = static_cast<std::uint8_t>(rest_[1]);
        if (belongs_to_scan(code)) return damaged("a marker is missing");
        if (code == end_of_image) {
            keep(2);
            ended_ = true;
            return {};
        }
        const std::size_t length = number_at(rest_, 2, 2);
        if (length < 2 || rest_.size() < length + 2) return damaged("it ends early");
        const std::string_view data = rest_.substr(4, length - 2);
        if (frame(code)) read_size(data);
        if (code == exif && orientation_ == 1) turn(orientation_in(data));
        if (shows(code, data))
            keep(length + 2);
        else
            rest_.remove_prefix(length + 2);
        if (code == start_of_scan) keep(scan_length(rest_));
        return {};
    }

    void keep(std::size_t length) {
        out_.bytes += rest_.substr(0, length);
        rest_.remove_prefix(length);
    }

    void read_size(std::string_view data) {
        out_.height = static_cast<int>(number_at(data, 1, 2));
        out_.width = static_cast<int>(number_at(data, 3, 2));
    }

    void turn(std::uint32_t orientation) {
        orientation_ = orientation;
        if (orientation > 1) out_.bytes += orientation_segment(orientation);
    }

    std::string_view rest_;
    picture out_;
    std::uint32_t orientation_ = 1;
    bool ended_ = false;
};

}  // namespace

result<picture> clean_jpeg(std::string_view bytes) { return walk(bytes).to_the_end(); }

}  // namespace earshot::pictures
