#include "x/publish.hpp"

#include <boost/json.hpp>

#include "catch.hpp"
#include "text/text_service.hpp"
#include "x/conduct.hpp"
#include "x/fixture.hpp"
#include "x/oauth1.hpp"
#include "x/object_reader.hpp"

namespace earshot::x {
namespace {

using namespace tests;

const texts::text_service unicode;

publish_request answer(std::string text) {
    publish_request made;
    made.key = "k-1";
    made.answer.platform = "x";
    made.answer.object_id = "2028000000000000101";
    made.answer.text = std::move(text);
    made.thread_id = "2028000000000000101";
    made.first_attempt = at("2026-03-01T12:00:00.000Z");
    return made;
}

std::string refusal(const publish_request& request, const account& to = brand()) {
    const auto fit = check_answer(request, to, unicode);
    return fit ? std::string() : fit.error().code;
}

TEST_CASE("publish: an answer names the post it answers, and nothing else") {
    const auto request = post_request(answer("Wat vervelend! \"Meld\" het: klm.nl"), brand());
    CHECK(request.method == "POST");
    CHECK(request.url == "https://api.x.com/2/tweets");
    CHECK(request.budget_label == "post");
    CHECK(parse_body(request.body).value() ==
          parse_body(R"({"text":"Wat vervelend! \"Meld\" het: klm.nl",)"
                     R"("reply":{"in_reply_to_tweet_id":"2028000000000000101"}})")
              .value());
}

TEST_CASE("publish: X's answer becomes a receipt with its id and where to see it") {
    const auto made = read_posted(R"({"data":{"id":"2028000000000000999","text":"x"}})", brand());
    CHECK(made->id == "2028000000000000999");
    CHECK(made->url == "https://x.com/flyblauw/status/2028000000000000999");
}

TEST_CASE("publish: posted without a readable id is a conflict, so that it is looked for") {
    for (const std::string body : {"", "{}", R"({"data":[]})", R"({"data":{"id":7}})"})
        CHECK(read_posted(body, brand()).error().kind == error_kind::conflict);
}

TEST_CASE("publish: what X would refuse is refused before it is called") {
    CHECK(refusal(answer(std::string(280, 'x'))) == "");
    CHECK(refusal(answer(std::string(281, 'x'))) == "x.too_long");
    CHECK(refusal(answer("  ")) == "x.empty");
    CHECK(refusal(answer("a\uFFFE")) == "x.invalid_character");
    publish_request bad = answer("hoi");
    bad.answer.object_id = "17/../19";
    CHECK(refusal(bad) == "x.object_id");
}

TEST_CASE("publish: a premium account may write at length") {
    account premium = brand();
    premium.max_length = 25'000;
    CHECK(refusal(answer(std::string(25'000, 'x')), premium) == "");
    CHECK(refusal(answer(std::string(25'001, 'x')), premium) == "x.too_long");
}

TEST_CASE("publish: an answer to a direct message never becomes a public post") {
    publish_request request = answer("uw boekingscode is QX7LM2");
    request.thread_id = "2200000006-4337869213";
    CHECK(refusal(request) == "x.direct_message");
}

TEST_CASE("publish: an app's own token cannot post") {
    account app = brand();
    app.auth = auth_method::app_only;
    CHECK(refusal(answer("hoi"), app) == "x.app_only");
}

TEST_CASE("reconcile: our posts since the one answered are asked for") {
    const auto request = own_posts_request(answer("hoi"), brand(), "tok en");
    CHECK(request.budget_label == "own_posts");
    const auto query = read_query(request.url.substr(request.url.find('?') + 1));
    CHECK(std::ranges::find(query, std::pair<std::string, std::string>(
                                       "since_id", "2028000000000000101")) != query.end());
    CHECK(std::ranges::find(query, std::pair<std::string, std::string>("pagination_token",
                                                                       "tok en")) != query.end());
    CHECK(request.url.starts_with("https://api.x.com/2/users/4337869213/tweets?"));
}

TEST_CASE("reconcile: finds the answer behind X's links, escapes and mentions") {
    const auto sent =
        answer("Wat vervelend! Meld het hier & we zoeken mee:  blauw.nl/koffer ^Sanne");
    const auto found = find_posted(fixture("own_posts.json"), sent, brand(), unicode);
    REQUIRE(found->found);
    CHECK(found->found->id == "2028000000000000910");
}

TEST_CASE("reconcile: another text, another parent and another author are not it") {
    const std::string text =
        "Wat vervelend! Meld het hier & we zoeken mee: https://blauw.nl/koffer ^Sanne";
    const std::string posts = fixture("own_posts.json");
    CHECK_FALSE(find_posted(posts, answer(text + "!"), brand(), unicode)->found);
    publish_request elsewhere = answer(text);
    elsewhere.answer.object_id = "2028000000000000102";
    CHECK_FALSE(find_posted(posts, elsewhere, brand(), unicode)->found);
    account other = brand();
    other.user_id = "12";
    CHECK_FALSE(find_posted(posts, answer(text), other, unicode)->found);
}

TEST_CASE("reconcile: ends at posts older than the first attempt") {
    publish_request late = answer("iets anders");
    CHECK_FALSE(
        find_posted(fixture("own_posts.json"), late, brand(), unicode)->reached_first_attempt);
    late.first_attempt = at("2026-03-01T12:30:00.000Z");
    CHECK(find_posted(fixture("own_posts.json"), late, brand(), unicode)->reached_first_attempt);
    CHECK_FALSE(find_posted(R"({"meta":{"result_count":0}})", late, brand(), unicode)->found);
    CHECK(find_posted("[", late, brand(), unicode).error().kind == error_kind::transient);
}

TEST_CASE("reconcile: the same text compares equal however it travelled") {
    const auto same = [](std::string_view sent, std::string_view seen) {
        return comparable(sent, unicode) == comparable(seen, unicode);
    };
    CHECK(same("A & B <3", "@marijkedv @owenprice A &amp; B &lt;3"));
    CHECK(same("café\n\nhier", "cafe\u0301 hier"));
    CHECK(same("zie blauw.nl", "zie https://t.co/abcdefghij"));
    CHECK(same("@marijkedv hoi", "hoi"));
    CHECK_FALSE(same("hoi", "hoi!"));
    CHECK_FALSE(same("mail@ hoi", "hoi"));
}

TEST_CASE("conduct: who may be answered depends on the plan and the day") {
    const timestamp before = at("2026-02-22T23:59:59.999Z");
    const timestamp after = at("2026-02-23T00:00:00.000Z");
    CHECK_FALSE(only_if_addressed("self_serve", before));
    CHECK(only_if_addressed("self_serve", after));
    CHECK_FALSE(only_if_addressed("enterprise", after));
    for (const conduct_rule& rule : conduct_rules) CHECK_FALSE(rule.source.empty());
}

}  // namespace
}  // namespace earshot::x
