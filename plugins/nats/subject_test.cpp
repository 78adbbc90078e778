#include "nats/subject.hpp"

#include "catch.hpp"

namespace earshot::nats {

namespace {

stream::record said(std::string account = "klm") {
    stream::record one;
    one.platform = "x";
    one.account = std::move(account);
    one.kind = "message.received";
    return one;
}

}  // namespace

TEST_CASE("nats subject: platform, account and event stand where the pattern says") {
    CHECK(subject_of("earshot.{platform}.{account}", said()) == "earshot.x.klm");
    CHECK(subject_of("care.{account}.{event}", said()) == "care.klm.message.received");
    CHECK(subject_of("all", said()) == "all");
}

TEST_CASE("nats subject: what would be a wildcard or end a token becomes an underscore") {
    CHECK(subject_of("e.{account}", said("a.b c>*\n")) == "e.a_b_c___");
    CHECK(subject_of("e.{account}", said("東京")) == "e.東京");
    CHECK(subject_of("e.{account}", said("")) == "e._");
}

TEST_CASE("nats subject: a pattern that makes no subjects is refused at the start") {
    const auto refused = [](std::string_view pattern) {
        const settings none;
        settings_check check(none);
        check_subject(pattern, check);
        check.finish();
    };
    CHECK_NOTHROW(refused("earshot.{platform}.{account}.{event}"));
    for (const char* wrong : {"", ".a", "a.", "a..b", "a b", "a.*", "a.>", "{brand}", "a.{account",
                              "$JS.{account}", "_INBOX.a", "a\n"})
        CHECK_THROWS_WITH(refused(wrong), tests::contains("'subject' "));
}

}  // namespace earshot::nats
