// What tickets are told, and what is done with them.
#include "catch.hpp"
#include "desk/desk_fixture.hpp"

using namespace earshot;
using namespace earshot::desk::testing;

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

namespace {

// A ticket at the helpdesk, of which news is read now and then.
struct ticket_at_rt {
    office desk;

    // What the case is after that was read.
    const cases::care_case& read(ticket_act what, int minute, const std::string& to = {},
                                 std::vector<journal::sequence> unread = {}) {
        ticket_change change{{}, "rt", "bluesky/care/at://ann/1", what, "kari", to, at(minute)};
        desk.happens(journal::entry_kind::ticket, to_json(change), {.unread = std::move(unread)});
        return *desk.memory.find_case("c1");
    }

    const cases::care_case& read_closing(int minute, std::vector<journal::sequence> unread) {
        return read(ticket_act::closed, minute, {}, std::move(unread));
    }

    bool is_closed() const { return desk.memory.find_case("c1")->closed_at.has_value(); }
};

}  // namespace

// That word has opened the ticket again. Nobody did, so no news of it will come.
TEST_CASE_METHOD(ticket_at_rt,
                 "way back: a word that came after its ticket was closed waits, whatever is read "
                 "first") {
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    message late = said(6, "at://ann/2", "no, it is NOT solved");
    SECTION("said later") {
        desk.hear(late);
        desk.minute = 7;
        CHECK(read(ticket_act::closed, 5).unanswered_since == at(1));
        CHECK(read(ticket_act::closed, 6).closed_at == at(6));
    }
    SECTION("said before, and fetched later") {
        late.received = at(8);
        desk.hear(late);
        desk.minute = 9;
        CHECK_FALSE(read(ticket_act::closed, 7).closed_at.has_value());
        CHECK(read(ticket_act::closed, 8).closed_at == at(8));
    }
}

TEST_CASE_METHOD(ticket_at_rt,
                 "way back: a word that waited for its ticket while that was closed opens it, and "
                 "its case") {
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    desk.hear(said(3, "at://ann/2", "hello?"));
    desk.minute = 6;
    CHECK(read_closing(5, {2}).unanswered_since == at(1));
    CHECK(read_closing(6, {}).closed_at == at(6));
}

TEST_CASE_METHOD(ticket_at_rt, "way back: a word that was edited opens its ticket, and its case") {
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    message edited = said(1, "at://ann/1", "my bag is in Bergen");
    edited.kind = message_kind::edit;
    edited.revision = "2";
    SECTION("after that was closed") {
        desk.minute = 3;
        CHECK(read_closing(2, {}).closed_at == at(2));
        desk.hear(edited);
        CHECK(desk.memory.find_case("c1")->unanswered_since == at(1));
        CHECK(desk.memory.find_case("c1")->reopened == 1);
    }
    SECTION("also where it was still on its way") {
        desk.hear(edited);
        desk.minute = 3;
        CHECK(read_closing(2, {2}).unanswered_since == at(1));
        CHECK(read_closing(2, {}).closed_at == at(2));
    }
}

TEST_CASE_METHOD(
    ticket_at_rt,
    "PAIN-2: a closing by who did not know yet that his answer is lost does not count") {
    const message first = said(1, "at://ann/1", "my bag is in Oslo");
    desk.hear(first);
    desk.receive(answer(2), first);
    desk.minute = 3;
    desk.happens(journal::entry_kind::refused, refused(desk.last(), "publish:care"));
    const auto told = desk.last();
    desk.minute = 6;
    CHECK(read_closing(4, {told}).unanswered_since == at(1));

    SECTION("until he does") { CHECK(read_closing(5, {}).closed_at == at(5)); }
    SECTION("until he has answered again") {
        desk.receive(answer(4), first);
        desk.happens(journal::entry_kind::published, published(desk.last()));
        CHECK(read_closing(5, {told}).closed_at == at(5));
    }
}

TEST_CASE_METHOD(ticket_at_rt,
                 "PAIN-2: where a sink is not told of lost answers its closings count") {
    desk.rules.routes[0].informs = false;
    const message first = said(1, "at://ann/1", "my bag is in Oslo");
    desk.hear(first);
    desk.receive(answer(2), first);
    desk.minute = 3;
    desk.happens(journal::entry_kind::refused, refused(desk.last(), "publish:care"));
    desk.minute = 6;
    CHECK(read_closing(5, {desk.last()}).closed_at == at(5));
}

TEST_CASE_METHOD(ticket_at_rt,
                 "way back: what was done to a ticket counts in the order in which it was done") {
    desk.hear(said(1, "at://ann/1", "my bag is in Oslo"));
    desk.minute = 11;
    SECTION("closed at last") {
        read(ticket_act::closed, 2);
        read(ticket_act::closed, 10);
        CHECK(read(ticket_act::reopened, 5).closed_at == at(2));
    }
    SECTION("opened at last") {
        read(ticket_act::closed, 2);
        read(ticket_act::reopened, 10);
        CHECK_FALSE(read(ticket_act::closed, 5).closed_at.has_value());
    }
    SECTION("whose it is stands by itself") {
        read(ticket_act::assigned, 10, "ola");
        CHECK(read(ticket_act::closed, 5).closed_at == at(5));
        CHECK(read(ticket_act::assigned, 9, "kari").owner == "ola");
    }
    SECTION("by a clock that is ahead") {
        read(ticket_act::closed, 90);
        desk.minute = 13;
        CHECK_FALSE(read(ticket_act::reopened, 12).closed_at.has_value());
    }
}

TEST_CASE_METHOD(ticket_at_rt,
                 "PAIN-2: a case that was closed on an answer that was lost waits again") {
    const message first = said(1, "at://ann/1", "my bag is in Oslo");
    desk.hear(first);
    SECTION("the platform refused it") {
        desk.receive(answer(5), first);
        const auto lost = desk.last();
        desk.minute = 9;
        read(ticket_act::closed, 5);
        REQUIRE(is_closed());
        desk.happens(journal::entry_kind::refused, refused(lost, "publish:care"));
    }
    SECTION("the gate refused it, before the closing was read") {
        desk.minute = 6;
        desk.receive(answer(5), first, 301);
        desk.happens(journal::entry_kind::refused, refused(desk.last(), "publish:care"));
        desk.minute = 7;
        read(ticket_act::closed, 5);
    }
    CHECK_FALSE(is_closed());
    CHECK(desk.memory.find_case("c1")->unanswered_since == at(1));
}

TEST_CASE_METHOD(ticket_at_rt,
                 "way back: an answer by who does not get the messages opens no case again") {
    const message first = said(1, "at://ann/1", "my bag is in Oslo");
    desk.hear(first);
    desk.minute = 6;
    read(ticket_act::closed, 5);
    desk.rules.routes[1].accounts = {"cargo"};
    reply theirs = answer(6);
    theirs.origin = "pager";
    REQUIRE(desk.receive(theirs, first).refused.size() == 1);
    desk.happens(journal::entry_kind::refused, refused(desk.last(), "publish:care"));
    CHECK(is_closed());
}
