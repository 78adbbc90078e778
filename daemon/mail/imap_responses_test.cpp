#include "mail/imap_responses.hpp"

#include "catch.hpp"
#include "earshot/time.hpp"

namespace earshot::mails {

TEST_CASE("imap: where a mailbox ends") {
    const imap_responses said{{"* 172 EXISTS", {}},
                              {"* OK [UIDVALIDITY 3857529045] UIDs valid", {}},
                              {"* OK [UIDNEXT 4392] Predicted next UID", {}}};
    CHECK(end_of_mailbox(said) == mailbox_place{3857529045, 4391});
    CHECK_FALSE(end_of_mailbox({{"* OK [UIDNEXT 4392] ", {}}}));
    CHECK_FALSE(end_of_mailbox({}));
}

TEST_CASE("imap: a search finds what is new, and not the last mail once more") {
    CHECK(found_uids({{"* SEARCH 9 7 8", {}}, {"* SEARCH 8", {}}}, 7) ==
          std::vector<std::uint32_t>{8, 9});
    CHECK(found_uids({{"* SEARCH 7", {}}}, 7).empty());
    CHECK(found_uids({{"* SEARCH", {}}, {"* SEARCH x 99999999999", {}}}, 0).empty());
}

TEST_CASE("imap: a fetched mail has its number, size, time and bytes") {
    const imap_responses said{
        {"* 2 FETCH (FLAGS (\\Seen \"a)\") INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" UID 7 "
         "RFC822.SIZE 44827 BODY[]<0> {5})",
         {"hello"}},
        {"* 3 EXISTS", {}},
        {"* 3 FETCH (UID 8 BODY[]<0> \"a\\\"b\")", {}},
        {"* 4 FETCH (UID 9 BODY[] NIL)", {}}};
    const auto found = fetched_mails(said);
    REQUIRE(found.size() == 3);
    CHECK(found[0].uid == 7);
    CHECK(found[0].size == 44827);
    CHECK(found[0].bytes == "hello");
    CHECK(format_rfc3339(found[0].arrived) == "1996-07-17T09:44:25.000Z");
    CHECK(found[1].bytes == "a\"b");
    CHECK(found[2].uid == 9);
}

}  // namespace earshot::mails
