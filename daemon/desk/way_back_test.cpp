// From an agent's answer to what is approved or refused.
#include "catch.hpp"
#include "desk/desk_fixture.hpp"

using namespace earshot;
using namespace earshot::desk::testing;

TEST_CASE("way back: an answer to the case stands under the newest word that the agent had seen") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    desk.hear(said(3, "at://ann/2", "it is brown"));
    desk.hear(said(9, "at://ann/3", "hello?"));
    const auto made = desk.receive(answer(5), said(3, "at://ann/2", "it is brown"));
    REQUIRE(destinations(made) == names{"publish:care"});
    const auto sent = reply_from_json(made.enqueued[0].approved);
    REQUIRE(sent);
    CHECK(sent->object_id == "at://ann/2");
    CHECK_FALSE(sent->to_case);

    SECTION("and what came while the agent was writing still waits") {
        desk.happens(journal::entry_kind::published, published(desk.last()));
        const auto* of = desk.memory.find_case("c1");
        REQUIRE(of);
        CHECK(of->unanswered_since == at(9));
    }
}

TEST_CASE("way back: what came to us or to the helpdesk later was not seen, whenever it was said") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    message late = said(3, "at://ann/2", "it is brown");

    SECTION("fetched after the answer was written") {
        late.received = at(8);
        desk.hear(late);
        CHECK(desk::as_sent(desk.rules, desk.memory, answer(5)).object_id == "at://ann/1");
        CHECK(desk::as_sent(desk.rules, desk.memory, answer(8)).object_id == "at://ann/2");
    }
    SECTION("said by a clock that is ahead") {
        late.created = at(90);
        late.received = at(3);
        desk.hear(late);
        CHECK(desk::as_sent(desk.rules, desk.memory, answer(5)).object_id == "at://ann/2");
    }
    SECTION("still on its way to the helpdesk") {
        desk.hear(late);
        const auto made = desk.happens(journal::entry_kind::reply, to_json(answer(5)),
                                       {.answered = said(1, "at://ann/1", "my bag is in Oslo"),
                                        .length = 25,
                                        .had = std::vector<std::int64_t>{1}});
        REQUIRE(made.enqueued.size() == 1);
        CHECK(reply_from_json(made.enqueued[0].approved).value().object_id == "at://ann/1");
        desk.happens(journal::entry_kind::published, published(desk.last()));
        CHECK(desk.memory.find_case("c1")->unanswered_since == at(3));
    }
}

TEST_CASE(
    "way back: who names the word that he answers had it before him, whatever his clock says") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    desk.hear(said(10, "at://ann/2", "it is brown"));
    reply by_mail = answer(9);  // by a clock three minutes slow
    by_mail.object_id = "at://ann/2";
    CHECK(desk::as_sent(desk.rules, desk.memory, by_mail).object_id == "at://ann/2");
    desk.receive(by_mail, said(10, "at://ann/2", "it is brown"));
    desk.happens(journal::entry_kind::published, published(desk.last()));
    CHECK_FALSE(desk.memory.find_case("c1")->unanswered_since.has_value());
}

TEST_CASE("way back: an answer is signed as the account says, and that is what is judged") {
    office desk;
    desk.rules.accounts["care"].signature = " ^{initials}";
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    const auto one = desk::as_sent(desk.rules, desk.memory, answer(5));
    CHECK(one.text == "It is on the next flight. ^KN");
    CHECK(desk::as_sent(desk.rules, desk.memory, one).text == one.text);

    reply unsigned_one = answer(5);
    unsigned_one.author.clear();
    CHECK(desk::as_sent(desk.rules, desk.memory, unsigned_one).text == "It is on the next flight.");

    reply by_login = answer(5);
    by_login.author = "(root, uid 0)";
    CHECK(desk::as_sent(desk.rules, desk.memory, by_login).text == "It is on the next flight.");

    desk.rules.accounts["care"].signature = " - {name}";
    reply named = answer(5);
    named.author = "Kari Nordmann (kari, uid 1000)";
    CHECK(desk::as_sent(desk.rules, desk.memory, named).text ==
          "It is on the next flight. - Kari Nordmann");
}

TEST_CASE("PAIN-39: an answer that is too long goes back whole, it is never cut") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    const auto made = desk.receive(answer(5), said(1, "at://ann/1", "my bag is in Oslo"), 301);
    CHECK(made.enqueued.empty());
    REQUIRE(made.refused.size() == 1);
    CHECK(made.refused[0].why.code == "reply.too_long");
    CHECK(made.refused[0].why.detail.find("301 of at most 300") != std::string::npos);

    const auto told = desk.happens(journal::entry_kind::refused, refused(2, "publish:care"));
    CHECK(destinations(told) == names{"sink:rt"});
}

TEST_CASE("PAIN-2: an answer that could not be made out goes back, with words for its author") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    reply cut = answer(5);
    cut.text.clear();
    cut.unusable = "the text was cut: send it again without attachments";
    const auto made = desk.receive(cut, said(1, "at://ann/1", "my bag is in Oslo"));
    CHECK(made.enqueued.empty());
    REQUIRE(made.refused.size() == 1);
    CHECK(made.refused[0].why.code == "reply.unusable");
    CHECK(made.refused[0].why.detail == cut.unusable);

    const auto told = desk.happens(journal::entry_kind::refused, refused(2, "publish:care"));
    CHECK(destinations(told) == names{"sink:rt"});
    CHECK(desk.memory.find_case("c1")->unanswered_since == at(1));
}

TEST_CASE("gate: news and promotion are sent to nobody who did not ask") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    reply item = answer(5);
    item.aim = purpose::promotion;
    const auto made = desk.receive(item, said(1, "at://ann/1", "my bag is in Oslo"));
    REQUIRE(made.refused.size() == 1);
    CHECK(made.refused[0].why.code == "conduct.purpose");
}

TEST_CASE("gate: after the platform's reply window an answer goes back") {
    office desk;
    desk.rules.accounts["care"].limits.reply_window = std::chrono::hours{24};
    const message old = said(1, "at://ann/1", "my bag is in Oslo");
    desk.hear(old);
    desk.minute = 1 + 24 * 60;
    CHECK(desk.receive(answer(5), old).refused.empty());
    desk.minute += 1;
    reply late = answer(6);
    const auto made = desk.receive(late, old);
    REQUIRE(made.refused.size() == 1);
    CHECK(made.refused[0].why.code == "reply.window_closed");
}

TEST_CASE("gate: a helpdesk speaks for no account whose messages it does not get") {
    office desk;
    desk.rules.routes[0].accounts = {"cargo"};
    const message first = said(1, "at://ann/1", "my bag is in Oslo");
    desk.hear(first);
    const auto made = desk.receive(answer(5), first);
    CHECK(made.enqueued.empty());
    REQUIRE(made.refused.size() == 1);
    CHECK(made.refused[0].why.code == "reply.not_your_account");

    ticket_change change{"1", "rt", "bluesky/care/at://ann/1", ticket_act::closed, "kari", {}, {}};
    desk.happens(journal::entry_kind::ticket, to_json(change));
    CHECK_FALSE(desk.memory.find_case("c1")->closed_at.has_value());

    SECTION("an operator does") {
        reply typed = answer(6);
        typed.origin = "operator";
        CHECK(desk.receive(typed, first).refused.empty());
    }
    SECTION("and so does one to which rules send what the routes do not") {
        desk.rules.known.rules = sent_by_rule("rt");
        CHECK(desk.receive(answer(7), first).refused.empty());
    }
}
