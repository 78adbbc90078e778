#include "webhook/notification.hpp"

#include <boost/json.hpp>

#include "catch.hpp"
#include "text/text_service.hpp"

namespace earshot::webhook {

namespace {

namespace json = boost::json;

const texts::text_service unicode;

sink_item said(std::string words) {
    sink_item one;
    one.item.platform = "x";
    one.item.account = "klm";
    one.item.by.handle = "mia_1";
    one.item.text = one.item.display_text = std::move(words);
    one.item.permalink = "https://x.com/mia_1/status/7";
    one.understood.urgent = urgency::now;
    one.understood.message_class = "complaint";
    one.understood.language.tag = "nl";
    one.understood.case_id = "c17";
    return one;
}

notice told(decltype(notice::what) what) {
    notice one;
    one.what = std::move(what);
    return one;
}

json::value slack(const notification& what) { return json::parse(slack_body(what, unicode)); }

std::string section(const json::value& body) {
    return json::value_to<std::string>(body.at_pointer("/blocks/0/text/text"));
}

std::string run(const json::value& body, int number) {
    const std::string path =
        "/attachments/0/content/body/" + std::to_string(number) + "/inlines/0/text";
    return json::value_to<std::string>(body.at_pointer(path));
}

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

std::string repeated(std::string_view what, int times) {
    std::string out;
    while (times-- > 0) out += what;
    return out;
}

}  // namespace

TEST_CASE("notification: Slack gets the words, what was understood and the way there") {
    const auto body = slack(notification_of(said("Mijn koffer is weg 😡")));
    CHECK(body.at("text").as_string() == "New message on x/klm from @mia_1");
    CHECK(section(body) == "*New message on x/klm from @mia_1*\nMijn koffer is weg 😡");
    CHECK(body.at_pointer("/blocks/1/elements/0/text").as_string() ==
          "urgency: now · class: complaint · language: nl · case: c17 · "
          "<https://x.com/mia_1/status/7|Open>");
}

TEST_CASE("notification: nobody is mentioned and nothing is linked by what a customer writes") {
    sink_item one = said("<!channel> <https://evil.example|KLM> & more");
    one.item.by.handle.clear();
    one.item.by.display_name = "<@U123>";
    one.item.permalink = "https://x.com/a|b>c";
    const auto body = slack(notification_of(one));
    CHECK(section(body) ==
          "*New message on x/klm from &lt;@U123&gt;*\n"
          "&lt;!channel&gt; &lt;https://evil.example|KLM&gt; &amp; more");
    CHECK(body.at("text").as_string() == "New message on x/klm from &lt;@U123&gt;");
    CHECK(json::serialize(body).contains("<https://x.com/a%7Cb&gt;c|Open>"));
}

TEST_CASE("notification: Slack's section stays within 3000 characters, cut between graphemes") {
    const std::string family = "👨‍👩‍👧‍👦";
    const auto body = slack(notification_of(said(repeated(family, 1'000))));
    const std::string text = section(body);
    CHECK(text.ends_with(family + "…"));
    const auto units = utf16_units(text);
    CHECK(units <= 3'000);
    CHECK(units > 2'700);
    CHECK(utf16_units(section(slack(notification_of(said(repeated("&", 5'000)))))) <= 3'000);
}

TEST_CASE("notification: what fits is not cut, to the last character") {
    const std::string words = repeated("a", 2'695);
    CHECK(section(slack(notification_of(said(words)))).ends_with("\n" + words));
    CHECK(section(slack(notification_of(said(words + "a")))).ends_with("a…"));
}

TEST_CASE("notification: Teams gets a card without markup, and a button") {
    const auto body = json::parse(
        teams_body(notification_of(said("[KLM](https://evil.example) **x**")), unicode));
    CHECK(body.at_pointer("/type").as_string() == "message");
    CHECK(body.at_pointer("/attachments/0/contentType").as_string() ==
          "application/vnd.microsoft.card.adaptive");
    CHECK(body.at_pointer("/attachments/0/content/body/1/type").as_string() == "RichTextBlock");
    CHECK(run(body, 0) == "New message on x/klm from @mia_1");
    CHECK(run(body, 1) == "[KLM](https://evil.example) **x**");
    CHECK(body.at_pointer("/attachments/0/content/actions/0/url").as_string() ==
          "https://x.com/mia_1/status/7");
}

TEST_CASE("notification: a card for Teams stays below 28 KB, whatever it is made of") {
    for (const char* part : {"か\u3099", "\x01", "\"", "👨‍👩‍👧‍👦"}) {
        sink_item one = said(repeated(part, 30'000));
        one.item.by.handle = one.item.display_text;
        one.item.permalink = "https://x.com/" + std::string(5'000, 'p');
        const std::string body = teams_body(notification_of(one), unicode);
        CHECK(body.size() < 28'000);
        CHECK(run(json::parse(body), 1).ends_with(std::string(part) + "…"));
    }
}

TEST_CASE("notification: a deletion has no words, and says so") {
    sink_item one = said("");
    one.item.kind = message_kind::deletion;
    CHECK(section(slack(notification_of(one))) == "*Deleted on x/klm from @mia_1*");
    one.item.kind = message_kind::post;
    one.item.from = direction::from_us;
    CHECK(notification_of(one).title == "Sent by us on x/klm from @mia_1");
}

TEST_CASE("notification: a team hears of refusals and gaps, not of answers that were published") {
    reply answer;
    answer.platform = "x";
    answer.account = "klm";
    CHECK_FALSE(notification_of(told(answer_published{answer, {}})));
    const auto refused =
        notification_of(told(answer_refused{answer, "x.blocked", "Write a mail."}));
    CHECK(refused->title == "Not published on x/klm");
    CHECK(refused->text == "Write a mail.");
    CHECK(refused->facts == std::vector<std::string>{"x.blocked"});
    const auto gap = notification_of(
        told(gap_found{"x",
                       "klm",
                       {*parse_rfc3339("2026-03-01T00:00:00Z"),
                        *parse_rfc3339("2026-03-03T00:00:00Z"), "seven days are listed"}}));
    CHECK(gap->title == "Messages may be missing on x/klm");
    CHECK(gap->facts.back() == "to 2026-03-03T00:00:00.000Z");
}

}  // namespace earshot::webhook
