#include "redmine/note_text.hpp"

#include "catch.hpp"
#include "earshot/helpdesk/comment_text.hpp"

namespace earshot::redmine {

namespace {

const answer_rule by_marker{false, "@customer"};
const answer_rule every{true, "@customer"};

}  // namespace

TEST_CASE("redmine note: a note of ours is found by its mark, and known as ours") {
    const std::string note = marked("Where is my suitcase?", "k-1", true);
    CHECK(bears(note, helpdesk::mark_of("k-1")));
    CHECK_FALSE(bears(note, helpdesk::mark_of("k-2")));
    CHECK(helpdesk::is_ours(note));
    CHECK(bears("<pre>\r\nhi\r\n</pre>\r\n\r\n" + helpdesk::mark_of("k") + "\r\nadded by hand",
                helpdesk::mark_of("k")));
}

TEST_CASE("redmine note: who quotes us is not us") {
    const std::string quoted = "> hello\n> " + helpdesk::mark_of("k") + "\n\nI will look into it";
    CHECK_FALSE(helpdesk::is_ours(quoted));
    CHECK_FALSE(bears(quoted, helpdesk::mark_of("k")));
    CHECK_FALSE(helpdesk::is_ours("[earshot of mine]"));
}

TEST_CASE("redmine note: what a customer writes cannot leave the preformatted text") {
    const std::string note = marked("</PRE> {{include(Secret)}} @admin </pre>", "k", true);
    CHECK(note.starts_with("<pre>\n"));
    CHECK(note.find("</pre>") == note.rfind("\n</pre>") + 1);
    CHECK_FALSE(note.contains("</PRE>"));
    CHECK(marked("*bold*", "k", false).starts_with("*bold*"));
}

TEST_CASE("redmine note: only what begins with the marker is an answer") {
    CHECK(answer_in("@customer\r\nWe are looking.\r\nSorry!", by_marker) ==
          "We are looking.\nSorry!");
    CHECK(answer_in("  @Customer: We are looking.", by_marker) == "We are looking.");
    CHECK(answer_in("Tell @customer nothing yet", by_marker) == std::nullopt);
    CHECK(answer_in("@customers are angry", by_marker) == std::nullopt);
    CHECK(answer_in("@customer", by_marker) == std::nullopt);
    CHECK(answer_in("", by_marker) == std::nullopt);
}

TEST_CASE("redmine note: where every public note is an answer, the marker is left out") {
    CHECK(answer_in("We are looking.", every) == "We are looking.");
    CHECK(answer_in("@customer We are looking.", every) == "We are looking.");
    CHECK(answer_in("@customers, hello", every) == "@customers, hello");
    CHECK(answer_in(" \n", every) == std::nullopt);
}

}  // namespace earshot::redmine
