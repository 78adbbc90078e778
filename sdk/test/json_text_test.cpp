#include "earshot/json_text.hpp"

#include "catch.hpp"

using earshot::without_lone_surrogates;

TEST_CASE("PAIN-20: half an emoji in a platform's JSON becomes a mark, and all else stays") {
    CHECK(without_lone_surrogates(R"({"text":"cut \ud83e"})") == R"({"text":"cut \ufffd"})");
    CHECK(without_lone_surrogates(R"("\ud83ex")") == R"("\ufffdx")");
    CHECK(without_lone_surrogates(R"("\uDD83")") == R"("\ufffd")");
    CHECK(without_lone_surrogates(R"("\ud83e\ud83e\udd83")") == R"("\ufffd\ud83e\udd83")");
}

TEST_CASE("json text: whole characters, escaped backslashes and ends are left alone") {
    for (const char* same : {R"({"text":"\ud83e\udd83 \u00e9 \n"})", R"("\\ud83e")",
                             R"("\\\\ud83e")", R"("\u12")", "\\", "\\u", "", R"("no escape")"})
        CHECK(without_lone_surrogates(same) == same);
    CHECK(without_lone_surrogates(R"("\\\ud83e")") == R"("\\\ufffd")");
}
