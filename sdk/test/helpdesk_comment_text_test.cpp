#include "earshot/helpdesk/comment_text.hpp"

#include "catch.hpp"
#include "earshot/testkit/plain_text.hpp"

using namespace earshot;
using namespace earshot::helpdesk;

TEST_CASE("helpdesk comment text: nothing a customer writes is markup or a placeholder") {
    const std::string html = as_html("<b>{{ticket.requester.email}}</b>\r\n&", "k-1");
    CHECK(html.starts_with("<p>&lt;b&gt;&#123;&#123;ticket"));
    CHECK(html.contains("<br>&amp;</p>"));
    CHECK_FALSE(html.contains("{"));
    CHECK(html.ends_with("<p>" + mark_of("k-1") + "</p>"));
}

TEST_CASE(
    "helpdesk comment text: ours end with a mark, and a quote of them in the middle does not "
    "count") {
    CHECK(is_ours("hello\n" + mark_of("k") + "\n"));
    CHECK_FALSE(is_ours(mark_of("k") + "\nI will look into it"));
    CHECK_FALSE(is_ours(""));
    CHECK(mark_of("k") != mark_of("l"));
}

TEST_CASE("helpdesk comment text: HTML is read as text, plain text as it is") {
    const testkit::plain_text reader;
    CHECK(read_words("<p>A &amp; B</p>", "other", reader) == "A & B");
    CHECK(read_words("", " A\r\nB ", reader) == "A\nB");
    CHECK(trimmed("\t \r\n").empty());
    CHECK(surely_plain("We are looking."));
    CHECK_FALSE(surely_plain("A &amp; B"));
}

TEST_CASE("helpdesk comment text: a tag is one word") {
    CHECK(tag_of("language", "nl") == "language_nl");
    CHECK(tag_of("class", "Lost suitcase") == "class_lost_suitcase");
}
