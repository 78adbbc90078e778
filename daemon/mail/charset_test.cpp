#include "mail/charset.hpp"

#include "catch.hpp"

namespace earshot::mails {

TEST_CASE("charsets: the world's words come out as they were meant") {
    struct example {
        const char* label;
        std::string bytes;
        const char* meant;
    };
    const example examples[] = {
        {"iso-8859-1",
         "Gr\xFC\xDF"
         "e",
         "Grüße"},
        {"ISO-8859-2",
         "\xAF\xF3\xB3"
         "w",
         "Żółw"},
        {"iso-8859-5", "\xBF\xE0\xD8\xD2\xD5\xE2", "Привет"},
        {"iso-8859-7", "\xC3\xE5\xE9\xDC", "Γειά"},
        {"iso-8859-15", "5 \xA4", "5 €"},
        {"windows-1250",
         "\x8E"
         "ena",
         "Žena"},
        {"windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет"},
        {"windows-1252", "\x93so\x94 \x80", "“so” €"},
        {"windows-1256", "\xE3\xD1\xCD\xC8\xC7", "مرحبا"},
        {"koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет"},
        {"iso-2022-jp", "\x1b$B$3$s$K$A$O\x1b(B", "こんにちは"},
        {"Shift_JIS", "\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD", "こんにちは"},
        {"euc-jp", "\xA4\xB3\xA4\xF3", "こん"},
        {"gb2312", "\xC4\xE3\xBA\xC3", "你好"},
        {"gb18030", "\xC4\xE3\xBA\xC3", "你好"},
        {"big5", "\xA7\x41\xA6\x6E", "你好"},
        {"euc-kr", "\xBE\xC8\xB3\xE7", "안녕"},
        {"ks_c_5601-1987", "\xBE\xC8\xB3\xE7", "안녕"},
        {"utf-8", "caf\xC3\xA9", "café"},
        {"utf-7", "+ZeU-", "日"},
    };
    for (const example& one : examples) {
        INFO(one.label);
        CHECK(to_utf8(one.bytes, one.label) == one.meant);
    }
}

TEST_CASE("charsets: programs that say Latin-1 mean Windows") {
    CHECK(to_utf8("\x80 \x96", "ISO-8859-1") == "€ –");
    CHECK(to_utf8("caf\xE9", "us-ascii") == "café");
}

TEST_CASE("charsets: without a label, or with one that nobody knows, the bytes decide") {
    CHECK(to_utf8("caf\xC3\xA9", "") == "café");
    CHECK(to_utf8("caf\xE9", "") == "café");
    CHECK(to_utf8("caf\xC3\xA9", "x-unheard-of") == "café");
    CHECK(to_utf8("\x1b$B$3$s\x1b(B", "") == "こん");
}

TEST_CASE("charsets: what is no text is replaced, and the rest stays") {
    CHECK(to_utf8("a\xFF"
                  "b",
                  "utf-8") ==
          "a\uFFFD"
          "b");
    CHECK(to_utf8("", "gb18030").empty());
}

TEST_CASE("charsets: a folder's name is written as IMAP wants it") {
    CHECK(to_imap_name("INBOX") == "INBOX");
    CHECK(to_imap_name("R&D") == "R&-D");
    CHECK(to_imap_name("Entwürfe") == "Entw&APw-rfe");
}

}  // namespace earshot::mails
