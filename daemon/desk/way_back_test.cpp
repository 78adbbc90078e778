// From an agent's answer to the word that the ticket gets about it.
#include "catch.hpp"
#include "desk/decide.hpp"
#include "earshot/time.hpp"
#include "rules/read_rules.hpp"

using namespace earshot;

namespace {

timestamp at(int minute) {
    return timestamp{std::chrono::days{20'000}} + std::chrono::minutes{minute};
}

// Two helpdesks, of which one gets only what a rule sends, and an archive that takes no notices.
desk::policy some_policy() {
    desk::policy out;
    out.routes.push_back({.sink = "rt", .cases_only = true, .informs = true});
    out.routes.push_back({.sink = "pager", .only_when_routed = true, .informs = true});
    out.routes.push_back({.sink = "archive"});
    out.accounts["care"] = {.platform = "bluesky", .publishes = true};
    out.accounts["care"].limits.max_length = 300;
    return out;
}

message said(int minute, const std::string& object, const std::string& text) {
    message item;
    item.platform = "bluesky";
    item.account = "care";
    item.object_id = object;
    item.thread_id = "at://ann/1";
    item.by.id = "did:ann";
    item.addressed = true;
    item.text = item.display_text = text;
    item.created = at(minute);
    return item;
}

// As a helpdesk's plugin gives it: by the case alone.
reply answer(int written) {
    reply item;
    item.id = "t" + std::to_string(written);
    item.origin = "rt";
    item.platform = "bluesky";
    item.account = "care";
    item.object_id = "at://ann/1";
    item.to_case = true;
    item.written = at(written);
    item.author = "Kari Nordmann";
    item.text = "It is on the next flight.";
    return item;
}

class office {
public:
    desk::policy rules = some_policy();
    cases::memory memory;
    int minute = 0;

    // What one entry makes the desk do.
    journal::decisions happens(journal::entry_kind kind, std::string body,
                               const desk::reply_facts& facts = {}) {
        const journal::entry next{++seq_, at(minute), kind, std::move(body)};
        journal::decisions made;
        const auto read = desk::read_event(next);
        REQUIRE(read);
        desk::decide(rules, memory, *read, facts, made);
        return made;
    }

    journal::decisions hear(const message& item) {
        minute = static_cast<int>((item.created - at(0)) / std::chrono::minutes{1});
        return happens(journal::entry_kind::message, to_json(item));
    }

    // With the message that it would stand under.
    journal::decisions receive(const reply& item, const message& answered, int length = 25) {
        return happens(journal::entry_kind::reply, to_json(item),
                       {.answered = answered, .length = length});
    }

    journal::sequence last() const { return seq_; }

private:
    journal::sequence seq_ = 0;
};

std::vector<std::string> destinations(const journal::decisions& of) {
    std::vector<std::string> out;
    for (const journal::enqueue& one : of.enqueued) out.push_back(one.destination);
    return out;
}

std::string published(journal::sequence answer) {
    return R"({"about":)" + std::to_string(answer) +
           R"(,"destination":"publish:care","platform":"bluesky","account":"care",)"
           R"("id":"at://care/9","url":"https://bsky.example/9"})";
}

std::string refused(journal::sequence answer, const std::string& destination) {
    return R"({"about":)" + std::to_string(answer) + R"(,"destination":")" + destination +
           R"(","code":"bluesky.gone","detail":"the post is gone"})";
}

rules::rule_set sent_by_rule(const std::string& sink) {
    const std::string text = "rules: {r: {when: {kind: post}, then: {sinks: [" + sink + "]}}}";
    const rules::rule_file file{"some.yaml", text};
    base::config_problems problems;
    auto made = rules::read_rules({&file, 1}, problems);
    REQUIRE(problems.lines() == std::vector<std::string>());
    return made;
}

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("way back: a case has one name for all helpdesks, and its messages go there in order") {
    office desk;
    const auto first = desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    const auto second = desk.hear(said(2, "at://ann/2", "and I am not"));
    CHECK(first.understandings.at(0).what.case_key == "bluesky/care/at://ann/1");
    CHECK(second.understandings.at(0).what.case_key == "bluesky/care/at://ann/1");
    REQUIRE(destinations(first) == names{"sink:rt", "sink:archive"});
    CHECK(first.enqueued[0].conversation == "case/c1");
    CHECK(second.enqueued[0].conversation == "case/c1");
    CHECK(first.enqueued[1].conversation == "bluesky/care/at://ann/1");
}

TEST_CASE("PAIN-22: what belongs to no case makes no ticket") {
    office desk;
    message share = said(1, "at://bob/share", "");
    share.kind = message_kind::share;
    share.addressed = false;
    CHECK(destinations(desk.hear(share)) == names{"sink:archive"});
}

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
                                        .unseen = desk.last()});
        REQUIRE(made.enqueued.size() == 1);
        CHECK(reply_from_json(made.enqueued[0].approved).value().object_id == "at://ann/1");
        desk.happens(journal::entry_kind::published, published(desk.last()));
        CHECK(desk.memory.find_case("c1")->unanswered_since == at(3));
    }
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

    desk.rules.accounts["care"].signature = " - {name}";
    CHECK(desk::as_sent(desk.rules, desk.memory, answer(5)).text ==
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

TEST_CASE(
    "way back: once it is out, every helpdesk with the case is told, and the case is answered") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    desk.receive(answer(5), said(1, "at://ann/1", "my bag is in Oslo"));
    const auto told = desk.happens(journal::entry_kind::published, published(desk.last()));
    REQUIRE(destinations(told) == names{"sink:rt"});
    CHECK(told.enqueued[0].about == desk.last());
    CHECK(told.enqueued[0].conversation == "case/c1");
    CHECK_FALSE(desk.memory.find_case("c1")->unanswered_since.has_value());
}

TEST_CASE("PAIN-2: what the platform refuses goes back to who wrote it, and the case waits on") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    desk.receive(answer(5), said(1, "at://ann/1", "my bag is in Oslo"));
    const auto told = desk.happens(journal::entry_kind::refused, refused(2, "publish:care"));
    CHECK(destinations(told) == names{"sink:rt"});
    CHECK(desk.memory.find_case("c1")->unanswered_since == at(1));
}

TEST_CASE("PAIN-13: what a colleague typed in the platform's app goes into the ticket, as ours") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    message typed = said(4, "at://care/8", "Call us.");
    typed.from = direction::from_us;
    typed.by.id = "did:care";
    typed.parent_id = "at://ann/1";
    const auto made = desk.hear(typed);
    REQUIRE(destinations(made) == names{"sink:rt", "sink:archive"});
    CHECK(made.enqueued[0].conversation == "case/c1");
    CHECK(made.understandings.at(0).what.case_key == "bluesky/care/at://ann/1");
    CHECK_FALSE(desk.memory.find_case("c1")->unanswered_since.has_value());
}

TEST_CASE(
    "PAIN-21: an edit and a deletion go into the ticket, and what is deleted is not answered") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    message edited = said(2, "at://ann/1", "my bag is in Bergen");
    edited.kind = message_kind::edit;
    edited.revision = "2";
    CHECK(desk.hear(edited).enqueued.at(0).conversation == "case/c1");
    message deleted = said(3, "at://ann/1", "");
    deleted.kind = message_kind::deletion;
    deleted.revision = "deleted";
    CHECK(desk.hear(deleted).enqueued.at(0).conversation == "case/c1");
    const auto made = desk.receive(answer(5), deleted);
    CHECK(made.enqueued.empty());
    REQUIRE(made.refused.size() == 1);
    CHECK(made.refused[0].why.code == "reply.deleted");
    const auto told = desk.happens(journal::entry_kind::refused, refused(4, "publish:care"));
    CHECK(destinations(told) == names{"sink:rt"});
    CHECK(told.enqueued.at(0).conversation == "case/c1");
}

TEST_CASE("way back: that a helpdesk does not take a notice is told to nobody, and ends there") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    CHECK(desk.happens(journal::entry_kind::refused, refused(1, "sink:rt")).enqueued.empty());
}

TEST_CASE("PAIN-8: every sink that takes the account's messages hears of a gap") {
    office desk;
    const gap_found found{"bluesky", "care", {at(1), at(60), "away for too long"}};
    const auto told = desk.happens(journal::entry_kind::gap, to_json(found));
    CHECK(destinations(told) == names{"sink:rt", "sink:pager"});
    CHECK(told.enqueued[0].conversation == "gap/bluesky/care");
}

TEST_CASE("way back: closing, reopening and assigning a ticket is done to the case") {
    office desk;
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    ticket_change change;
    change.id = "1";
    change.origin = "rt";
    change.case_key = "bluesky/care/at://ann/1";
    change.by = "kari";
    desk.happens(journal::entry_kind::ticket, to_json(change));
    CHECK(desk.memory.find_case("c1")->closed_by == "kari");

    change.what = ticket_act::reopened;
    desk.happens(journal::entry_kind::ticket, to_json(change));
    CHECK_FALSE(desk.memory.find_case("c1")->closed_at.has_value());

    change.what = ticket_act::assigned;
    change.to = "ola";
    desk.happens(journal::entry_kind::ticket, to_json(change));
    CHECK(desk.memory.find_case("c1")->owner == "ola");

    SECTION("a case of nobody's is passed over") {
        change.case_key = "bluesky/care/at://somebody/else";
        desk.happens(journal::entry_kind::ticket, to_json(change));
        CHECK(desk.memory.find_case("c1")->owner == "ola");
    }
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
