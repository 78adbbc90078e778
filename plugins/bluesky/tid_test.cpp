#include "bluesky/tid.hpp"

#include <set>

#include "bluesky/fixture.hpp"
#include "catch.hpp"

namespace earshot::bluesky {
namespace {

using namespace tests;

TEST_CASE("tid: the protocol's examples are told apart") {
    CHECK(write_tid(0) == "2222222222222");
    for (const char* good : {"3jzfcijpj2z2a", "7777777777777", "2222222222222"})
        CHECK(is_tid(good));
    for (const char* bad : {"", "0000000000000", "zzzzzzzzzzzzz", "3JZFCIJPJ2Z2A",
                            "3jzf-cij-pj2z-2a", "3jzfcijpj2z2", "3jzfcijpj2z2aa", "kjzfcijpj2z21"})
        CHECK_FALSE(is_tid(bad));
}

TEST_CASE("tid: an answer's key is the same for every attempt and sorts by time") {
    const timestamp accepted = at("2026-03-01T09:20:00.123Z");
    const std::string key = answer_tid(accepted, "reply-1");
    CHECK(is_tid(key));
    CHECK(answer_tid(accepted, "reply-1") == key);
    CHECK(answer_tid(accepted + duration{1}, "reply-1") > key);
    CHECK(answer_tid(accepted + duration{1}, "another") > key);
    CHECK(is_tid(answer_tid(timestamp{}, "reply-1")));
    CHECK(is_tid(answer_tid(timestamp::max(), "reply-1")));
}

TEST_CASE("tid: answers accepted in the same millisecond have keys of their own") {
    std::set<std::string> keys;
    for (int i = 0; i < 20; ++i)
        keys.insert(answer_tid(at("2026-03-01T09:20:00Z"), "reply-" + std::to_string(i)));
    CHECK(keys.size() == 20);
}

}  // namespace
}  // namespace earshot::bluesky
