#include "earshot/short_text.hpp"

#include "catch.hpp"

using namespace earshot;

namespace {

const std::string word = "caf\xC3\xA9s";  // with an accent

}  // namespace

TEST_CASE("short text: bytes are counted, and no character is cut in two") {
    CHECK(cut_to_bytes(word, 6) == word);
    CHECK(cut_to_bytes(word, 5) == "caf\xC3\xA9");
    CHECK(cut_to_bytes(word, 4) == "caf");
    CHECK(cut_to_bytes(word, 0).empty());
    CHECK(cut_to_bytes("\x80\x80\x80", 2).empty());
}

TEST_CASE("short text: characters are counted, however long they are") {
    CHECK(cut_to_characters(word, 5) == word);
    CHECK(cut_to_characters(word, 4) == "caf\xC3\xA9");
    CHECK(cut_to_characters(word, 3) == "caf");
    CHECK(cut_to_characters(word, 0).empty());
    CHECK(cut_to_characters("", 3).empty());
}

TEST_CASE("short text: what a stranger wrote becomes one line") {
    CHECK(one_line("No\r\nvalue\x7F", 100) == "No  value ");
    CHECK(one_line(word + "\n", 5) == "caf\xC3\xA9");
    CHECK(ascii_line(word + "\n", 100) == "caf  s ");
    CHECK(ascii_line(std::string(5'000, 'x'), 300).size() == 300);
}

TEST_CASE("short text: of ASCII alone, letters become small") {
    CHECK(lower_ascii("Content-TYPE: [@`{] 09") == "content-type: [@`{] 09");
    CHECK(lower_ascii("AZ\xC3\x89") == "az\xC3\x89");
    CHECK(lower_ascii("").empty());
}
