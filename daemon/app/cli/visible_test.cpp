#include "app/cli/visible.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <sstream>

#include "app/cli/local_time.hpp"
#include "app/cli/table.hpp"
#include "app/cli/terminal_stream.hpp"
#include "catch.hpp"

using namespace earshot;
using namespace earshot::app::cli;

namespace {

// Whether a terminal would do anything but show it.
bool is_harmless(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
        if ((byte < 0x20 && byte != '\n') || byte == 0x7f) return false;
        if (byte == 0xc2 && next >= 0x80 && next <= 0x9f) return false;  // C1, as U+009B
    }
    return true;
}

struct in_amsterdam {
    in_amsterdam() { live_in("CET-1CEST,M3.5.0,M10.5.0/3"); }
    ~in_amsterdam() { live_in("UTC"); }

    static void live_in(const char* zone) {
        ::setenv("TZ", zone, 1);
        ::tzset();
    }
};

}  // namespace

TEST_CASE("visible: no escape sequence reaches the terminal") {
    CHECK(visible("\x1b[2J\x1b]0;owned\x07") == "\\x1b[2J\\x1b]0;owned\\x07");
    CHECK(visible("a\u009b31mb") == "a\\x9b31mb");
    CHECK(visible("back\bspace\r\ttab\x7f") == "back\\x08space\\x0d\\x09tab\\x7f");
    CHECK(visible("abc\u202e321\u2066x\u2069") == "abc\\u{202e}321\\u{2066}x\\u{2069}");
    CHECK(visible(std::string("nul\0!", 5)) == "nul\\x00!");
}

TEST_CASE("visible: whatever the bytes, the result is harmless, and one line") {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            const std::string text{static_cast<char>(first), static_cast<char>(second), '[', 'm'};
            REQUIRE(is_harmless(visible(text)));
            REQUIRE(visible(text).find('\n') == std::string::npos);
            REQUIRE(is_harmless(visible_lines(text)));
        }
}

TEST_CASE("visible: people's text stays as it is") {
    for (const char* text : {"Hoi, waar blijft mijn koffer? 😡", "¿Dónde está?", "荷物はどこですか",
                             "مرحبا", "é", "👨‍👩‍👧 🇳🇱"})
        CHECK(visible(text) == text);
    CHECK(visible("two\nlines") == "two↵lines");
    CHECK(visible("bad \xff byte") == "bad \ufffd byte");
    CHECK(visible_lines("two\nlines\x1b") == "two\nlines\\x1b");
}

TEST_CASE("visible: JSON stays equal and loses its teeth") {
    boost::json::object content;
    content["text"] = "a\u009b31m \u202e \x7f \x1b 荷 é";
    const std::string text = boost::json::serialize(content);
    CHECK(is_harmless(visible_json(text)));
    CHECK(visible_json(text).find("\\u009b") != std::string::npos);
    CHECK(boost::json::parse(visible_json(text)) == boost::json::parse(text));
}

TEST_CASE("width: counted as a terminal does") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("é") == 1);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("荷物") == 4);
    CHECK(display_width("😡") == 2);
    CHECK(display_width("👨‍👩‍👧") == 2);
    CHECK(display_width("🇳🇱") == 2);
    CHECK(display_width("❤\ufe0f") == 2);
    CHECK(display_width("👍🏽") == 2);
}

TEST_CASE("visible: a terminal that does not read UTF-8 gets no byte beyond ASCII") {
    // U+00DB is 0xc3 0x9b, which begins an escape sequence where it is read byte by byte.
    CHECK(ascii(visible("\u00db31m↵ 荷😡…\xff"), false) ==
          "\\u{db}31m\\n \\u{8377}\\u{1f621}...\\u{fffd}");
    boost::json::object content;
    content["text"] = "\u00db31m ↵ 荷 😡 …";
    const std::string json = ascii(visible_json(boost::json::serialize(content)), true);
    CHECK(std::ranges::all_of(json, [](char c) { return c > 0; }));
    CHECK(boost::json::parse(json) == content);
}

TEST_CASE("visible: files and pipes get everything, a plain terminal what it can read") {
    std::ostringstream to;
    terminal_stream(to, false, false) << "é" << 7 << '\n';
    terminal_stream(to, true, false) << "é" << 7 << '\n';
    terminal_stream(to, true, true) << "é" << std::flush;
    CHECK(to.str() == "é7\n\\u{e9}7\n\\u00e9");
    std::ostream full(nullptr);
    terminal_stream lost(full, true, false);
    CHECK_FALSE(lost << "a" << std::flush);
}

TEST_CASE("width: cut between what people see as characters, never beyond") {
    CHECK(cut_to_width("abcdef", 6) == "abcdef");
    CHECK(cut_to_width("abcdef", 5) == "abcd…");
    CHECK(cut_to_width("荷物荷物", 4) == "荷…");
    CHECK(cut_to_width("a👨‍👩‍👧b", 3) == "a…");
    CHECK(cut_to_width("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
    CHECK(cut_to_width("abc", 0).empty());
    for (std::size_t width = 1; width < 12; ++width)
        CHECK(display_width(cut_to_width("a荷b物c👨‍👩‍👧d", width)) <= width);
}

TEST_CASE("table: columns stand under each other, whatever is in them") {
    table rows({{"NAME"}, {"COUNT", align::right}, {"TEXT"}});
    rows.add({"klm", "7", "plain"});
    rows.add({"荷物", "1234", "x\x1b[31m"});
    CHECK(rows.text({}) ==
          "NAME  COUNT  TEXT\n"
          "klm       7  plain\n"
          "荷物   1234  x\\x1b[31m\n");
}

TEST_CASE("table: on a terminal no line is wider than it is") {
    table rows({{"A"}, {"B"}});
    rows.add({std::string(50, 'a'), std::string(50, 'b')});
    rows.add({"short", "荷物荷物荷物荷物荷物荷物荷物荷物荷物"});
    const std::string text = rows.text({.width = 40});
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
        CHECK(display_width(text.substr(begin, end - begin)) <= 40);
        begin = end + 1;
    }
    CHECK(rows.text({}).find(std::string(50, 'b')) != std::string::npos);  // a pipe gets it all
}

TEST_CASE("table: colours only where they are asked for") {
    table rows({{"A"}});
    rows.add({cell("bad", colour::red)});
    CHECK(rows.text({}) == "A\nbad\n");
    CHECK(rows.text({.colour = true}) == "\x1b[1mA\x1b[0m\n\x1b[31mbad\x1b[0m\n");
}

TEST_CASE_METHOD(in_amsterdam, "times: local with the offset, durations rounded for people") {
    CHECK(local_time("2026-03-01T07:49:01.000Z") == "2026-03-01 08:49:01 +0100");
    CHECK(local_time("2026-07-01T07:49:01Z") == "2026-07-01 09:49:01 +0200");
    CHECK(local_time("") == "-");
    CHECK(rough_duration(duration{0}) == "0s");
    CHECK(rough_duration(std::chrono::seconds{61}) == "1m 1s");
    CHECK(rough_duration(std::chrono::hours{76}) == "3d 4h");
    CHECK(rough_duration(std::chrono::days{2}) == "2d");
}

TEST_CASE_METHOD(in_amsterdam,
                 "times: those in the daemon's sentences become local, and nothing else does") {
    CHECK(with_local_times("from 2026-03-01T07:49:01.000Z to 2026-07-01T07:49:01.500Z.") ==
          "from 2026-03-01 08:49:01 +0100 to 2026-07-01 09:49:01 +0200.");
    for (const char* text : {"", "such as 2026-03-01T07:49:01Z", "2026-13-01T07:49:01.000Z",
                             "2026-03-01T07:49:01.000+00:00", "2026-03-01T07:49:01.000"})
        CHECK(with_local_times(text) == text);
}

TEST_CASE_METHOD(in_amsterdam, "times: typed as RFC 3339 or as how long ago") {
    const timestamp now{std::chrono::days{20'000}};
    CHECK(parse_moment("2h", now).value() == now - std::chrono::hours{2});
    CHECK(format_rfc3339(parse_moment("2026-03-01T08:00:00+01:00", now).value()) ==
          "2026-03-01T07:00:00.000Z");
    CHECK(parse_moment("yesterday", now).error().code == "command.time");
    CHECK(parse_moment("2026-03-01 08:00:00", now).error().code == "command.time");
    CHECK(parse_moment("2026-03-01 08:00:00  0100", now).error().code == "command.time");
    for (const char* shown : {"2026-03-01 08:49:01 +0100", "2026-07-01 09:49:01 +0200"})
        CHECK(local_time(parse_moment(shown, now).value()) == shown);
}
