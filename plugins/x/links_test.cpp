#include "x/links.hpp"

#include "catch.hpp"

namespace earshot::x {
namespace {

using links = std::vector<std::string>;

links in(std::string_view text) {
    links found;
    for (const link& one : find_links(text))
        found.emplace_back(text.substr(one.begin, one.end - one.begin));
    return found;
}

std::string repeated(std::string_view part, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += part;
    return out;
}

TEST_CASE("links: with a scheme, with port, path, query and fragment") {
    CHECK(in("see http://example.com now") == links{"http://example.com"});
    CHECK(in("HTTPS://www.ExaMPLE.COM/index.html") == links{"HTTPS://www.ExaMPLE.COM/index.html"});
    CHECK(in("http://example.com:8080/a?b=c&d=e#f!") ==
          links{"http://example.com:8080/a?b=c&d=e#f"});
    CHECK(in("http://a.b.cd") == links{"http://a.b.cd"});
    CHECK(in("http://sub_domain-dash.example.com") == links{"http://sub_domain-dash.example.com"});
    CHECK(in("http://foo.com/bar/123/foo_&_bar/") == links{"http://foo.com/bar/123/foo_&_bar/"});
    CHECK(in("http://en.wikipedia.org/wiki/Klok_(uurwerk)") ==
          links{"http://en.wikipedia.org/wiki/Klok_(uurwerk)"});
    CHECK(in("(http://example.com/a)") == links{"http://example.com/a"});
    CHECK(in("http://www.foo.com?referer=https://t.co/abcde http://t.co/xyzzy") ==
          links{"http://www.foo.com?referer=https://t.co/abcde", "http://t.co/xyzzy"});
}

TEST_CASE("links: what ends a sentence does not belong to them") {
    CHECK(in("op http://example.com/pad...") == links{"http://example.com/pad"});
    CHECK(in("http://example.com/,,,,,") == links{"http://example.com/"});
    CHECK(in("http://example.com/path/!!!!") == links{"http://example.com/path/"});
    CHECK(in("http://example.com/.") == links{"http://example.com/"});
    CHECK(in("ga naar example.com.") == links{"example.com"});
}

TEST_CASE("links: without a scheme, where the top-level domain is known") {
    CHECK(in("example.com/pad en klm.nl") == links{"example.com/pad", "klm.nl"});
    CHECK(in("MLB.tv vine.co t.co") == links{"MLB.tv", "vine.co", "t.co"});
    CHECK(in("ELPAÍS.com") == links{"ELPAÍS.com"});
    CHECK(in("long.test.tar.bz2 versie.drie 3.5 e.V.").empty());
    CHECK(in("piet.smit@example.com john.doe.jp@mail.com").empty());
    CHECK(in("#test.com @test.com #http://test.com $TVI.CA $t.co/abcde").empty());
}

TEST_CASE("links: text of other scripts around them is not part of them") {
    CHECK(in("twitter.jp日本語it.so中国語foo.jp it.so foo.jp") ==
          links{"twitter.jp", "it.so", "foo.jp", "it.so", "foo.jp"});
    CHECK(in("http://twitter.com/これは日本語です。example.com中国語http://t.co/"
             "abcde한국twitter.com") ==
          links{"http://twitter.com/", "example.com", "http://t.co/abcde", "twitter.com"});
    CHECK(in("http://foobar.みんな/ http://foobar.中国/ http://foobar.پاکستان/") ==
          links{"http://foobar.みんな/", "http://foobar.中国/", "http://foobar.پاکستان/"});
    CHECK(in("\u2066\u202Atwitter.com\u202C\u2069 قطر فلسطين") == links{"twitter.com"});
    CHECK(in("http://exampleこれは日本語です.com/path/index.html") ==
          links{"http://exampleこれは日本語です.com/path/index.html"});
    CHECK(in("http://xn--ls8h.XN--ls8h.la/") == links{"http://xn--ls8h.XN--ls8h.la/"});
}

TEST_CASE("links: hosts that cannot be are not links") {
    for (const std::string text :
         {"http://-leading.example.com", "http://leading.-example.com",
          "http://trailing-.example.com", "http://trailing.example-.com",
          "http://_leading.example.com", "http://example_x.com",
          "http://xn--はじめよう.com/index.html", "http://localhost/", "http://", "ftp://"})
        CHECK(in("ziet u " + text) == links{});
}

TEST_CASE("links: a label is at most 63 bytes in its ASCII form") {
    CHECK(in("http://" + std::string(63, 'a') + ".com").size() == 1);
    CHECK(in("http://" + std::string(64, 'a') + ".com").empty());
    const std::string kana = repeated("あいうえおかきくけこ", 5);
    CHECK(in("http://" + kana + "あい.com").size() == 1);
    CHECK(in("http://" + kana + "あいう.com").empty());
}

TEST_CASE("links: X's own short ones have letters and digits, at most forty") {
    CHECK(in("http://t.co/pbY2NfTZ's http://t.co/8MkmHU0k+c http://t.co/8t7G3ddS#a") ==
          links{"http://t.co/pbY2NfTZ", "http://t.co/8MkmHU0k", "http://t.co/8t7G3ddS"});
    CHECK(in("https://t.co/UqIyJAJTfo?amp=1") == links{"https://t.co/UqIyJAJTfo?amp=1"});
    CHECK(in("http://t.co/" + std::string(41, 'a')).empty());
}

TEST_CASE("links: each is replaced by the mark, the rest stays") {
    CHECK(replace_links("a http://example.com/b, c", "*") == "a *, c");
    CHECK(replace_links("geen", "*") == "geen");
}

TEST_CASE("links: bytes that are no text end the search like any other") {
    CHECK(in("http://\xFF\xBF\xBF\xBF.com \x80").size() <= 1);
    CHECK(in("\xF7\xBF\xBF\xBF.nl").size() <= 1);
}

TEST_CASE("links: a text of any length is read in one go") {
    CHECK(in(repeated("é.", 20'000)).empty());
    CHECK(in(repeated("http://a", 5'000)).empty());
    CHECK(in("http://example.com/" + repeated("(", 20'000)).size() == 1);
}

}  // namespace
}  // namespace earshot::x
