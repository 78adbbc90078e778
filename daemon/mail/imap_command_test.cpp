#include "mail/imap_command.hpp"

#include "catch.hpp"

namespace earshot::mails {

TEST_CASE("imap: nothing breaks out of a quoted string") {
    CHECK(quoted_string("Agents \"A\" \\ B") == "\"Agents \\\"A\\\" \\\\ B\"");
    CHECK_FALSE(quoted_string("a\r\ne9 DELETE INBOX"));
}

TEST_CASE("imap: numbers of mails as a set") {
    CHECK(uid_set({1, 2, 7}) == "1,2,7");
    CHECK(uid_set({}).empty());
}

}  // namespace earshot::mails
