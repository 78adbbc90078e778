#include "pictures/clean.hpp"

#include "catch.hpp"

using namespace earshot;
using namespace std::string_literals;

namespace {

std::string number(std::size_t value, int length) {
    std::string out;
    for (int i = length - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xff);
    return out;
}

// --- JPEG ----------------------------------------------------------------------------------------

std::string segment(int code, std::string_view data) {
    return "\xff" + number(static_cast<std::size_t>(code), 1) + number(data.size() + 2, 2) +
           std::string(data);
}

// Camera's notes: how it was held, and who made it.
std::string exif(int orientation) {
    const std::string entries = number(2, 2) +                                                //
                                number(0x010f, 2) + number(2, 2) + number(6, 4) +             //
                                number(38, 4) +                                               //
                                number(0x0112, 2) + number(3, 2) + number(1, 4) +             //
                                number(static_cast<std::size_t>(orientation), 2) + "\0\0"s +  //
                                number(0, 4);
    return "Exif\0\0"s + "MM\0*"s + number(8, 4) + entries + "Nokia\0"s;
}

std::string little_endian_exif() {
    return "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x03\0\0\0\0\0\0\0"s;
}

const std::string scan = segment(0xda, "scan") + "\x12\xff\0\x34\xff\xd0\x56"s;
const std::string frame = segment(0xc0, "\x08" + number(30, 2) + number(40, 2) + "\x03");

std::string jpeg(const std::string& before) {
    return "\xff\xd8" + before + frame + scan + "\xff\xd9";
}

// --- PNG -----------------------------------------------------------------------------------------

std::string chunk(std::string_view type, std::string_view data) {
    return number(data.size(), 4) + std::string(type) + std::string(data) + "sum.";
}

const std::string header = chunk("IHDR", number(40, 4) + number(30, 4) + "\x08\x02\0\0\0"s);
const std::string end = chunk("IEND", "");

std::string png(const std::string& chunks) { return "\x89PNG\r\n\x1a\n" + chunks; }

std::string code_of(std::string_view bytes) {
    const auto made = pictures::clean(bytes);
    return made ? made->media_type : made.error().code;
}

}  // namespace

TEST_CASE("pictures: of a JPEG stays what is seen, and nothing that was noted or hidden behind") {
    const std::string profile = segment(0xe2, "ICC_PROFILE\0colours"s);
    const std::string seen = segment(0xe0, "JFIF\0"s) + profile + segment(0xdb, "tables");
    const std::string noted = segment(0xe1, exif(1)) + segment(0xe1, "http://ns.adobe.com/xap") +
                              segment(0xe2, "MPF\0"s) + segment(0xed, "Photoshop") +
                              segment(0xfe, "by Petra");
    const auto made = pictures::clean(jpeg(noted + seen) + "a film with the place in it");
    REQUIRE(made);
    CHECK(made->bytes == jpeg(seen));
    CHECK(made->media_type == "image/jpeg");
    CHECK(made->width == 40);
    CHECK(made->height == 30);
}

TEST_CASE("pictures: a JPEG that was taken upright stays upright") {
    const auto made = pictures::clean(jpeg(segment(0xe1, exif(6))));
    REQUIRE(made);
    CHECK(made->width == 30);
    CHECK(made->height == 40);
    CHECK_FALSE(made->bytes.contains("Nokia"));
    const auto again = pictures::clean(made->bytes);
    REQUIRE(again);
    CHECK(again->bytes == made->bytes);
    CHECK(again->width == 30);
    const auto turned = pictures::clean(jpeg(segment(0xe1, little_endian_exif())));
    REQUIRE(turned);
    CHECK(turned->width == 40);
    CHECK(turned->bytes.contains("Exif"));
}

TEST_CASE("pictures: what fills up a JPEG before its markers changes nothing") {
    const std::string filled = "\xff\xff" + scan.substr(1) + "\xff\xff\0\xff\xff\xd9 and more"s;
    const auto made = pictures::clean("\xff\xd8\xff" + frame + filled);
    REQUIRE(made);
    CHECK(made->bytes.ends_with("\xff\xff\0\xff\xd9"s));
    const auto again = pictures::clean(made->bytes);
    REQUIRE(again);
    CHECK(again->bytes == made->bytes);
}

TEST_CASE("pictures: of a PNG stays what is seen") {
    const std::string pixels = chunk("gAMA", "0000") + chunk("IDAT", "pixels");
    const std::string noted = chunk("tEXt", "Author\0Petra"s) + chunk("iTXt", "Place") +
                              chunk("eXIf", exif(1)) + chunk("tIME", "yesterday");
    const auto made = pictures::clean(png(header + noted + pixels + end) + "behind");
    REQUIRE(made);
    CHECK(made->bytes == png(header + pixels + end));
    CHECK(made->media_type == "image/png");
    CHECK(made->width == 40);
    CHECK(made->height == 30);
}

TEST_CASE("pictures: what is no picture, or half of one, is not published") {
    CHECK(code_of("") == "picture.type");
    CHECK(code_of("GIF89a") == "picture.type");
    CHECK(code_of("<svg/>") == "picture.type");
    for (const std::string& whole : {jpeg(segment(0xe1, exif(6))), png(header + end)}) {
        CHECK(code_of(whole).starts_with("image/"));
        for (std::size_t length = 8; length < whole.size(); ++length) {
            INFO(length << " bytes");
            CHECK(code_of(whole.substr(0, length)) == "picture.damaged");
        }
    }
    CHECK(code_of(png(chunk("IDAT", "pixels") + header + end)) == "picture.damaged");
    CHECK(code_of("\xff\xd8" + scan + "\xff\xd9") == "picture.damaged");
}
