#include "journal/journal_fixture.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;

namespace {

message typed_by_us(std::string object_id, std::string parent_id) {
    message item = tweet(std::move(object_id), "We kijken het na.");
    item.from = direction::from_us;
    item.parent_id = std::move(parent_id);
    return item;
}

// Platforms put the names of those answered before the text.
message echo_of_the_answer(std::string object_id) {
    message item = typed_by_us(std::move(object_id), "100");
    item.text = item.display_text = "@ann " + answer("r1", "100").text;
    return item;
}

webhook_request post(std::string body) {
    webhook_request request;
    request.route = "activity";
    request.query = "a=b";
    request.headers.emplace_back("content-type", "application/json");
    request.headers.emplace_back("x-odd", "a: b");
    request.body = std::move(body);
    request.received = timestamp{std::chrono::days{20'499}};
    return request;
}

// A message that was answered; the answer is in the outbox of its account.
struct answered : fixture {
    answered() {
        append(from_x({tweet("100")}));
        append(from_helpdesk({answer("r1", "100")}));
        enqueue_all({to("publish:klm", 2, "100")});
    }
};

}  // namespace

TEST_CASE("intake: a message is in the log as it came, with its time and its raw payload") {
    fixture journal;
    const auto counts = journal.append(from_x({tweet("100", "Grüße, 世界")}));
    CHECK(counts == intake_counts{.received = 1, .stored = 1});
    const auto entries = journal.run(journal->read(0, 10));
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].seq == 1);
    CHECK(entries[0].at == journal.clock.now());
    auto expected = tweet("100", "Grüße, 世界");
    expected.stored = journal.clock.now();
    expected.raw.clear();
    CHECK(message_from_json(entries[0].body).value() == expected);
    CHECK(journal.run(journal->raw(1)) == tweet("100").raw);
    CHECK(journal.run(journal->newest()) == 1);
}

TEST_CASE("intake: the same message again is a duplicate, also within one arrival") {
    fixture journal;
    CHECK(journal.append(from_x({tweet("100"), tweet("100")})) ==
          intake_counts{.received = 2, .stored = 1, .duplicates = 1});
    journal.reopen();
    CHECK(journal.append(from_x({tweet("100")})) == intake_counts{.received = 1, .duplicates = 1});
    CHECK(journal.run(journal->read(0, 10)).size() == 1);
}

TEST_CASE("PAIN-12: another revision, account or platform is another message") {
    fixture journal;
    auto edited = tweet("100", "Waar is mijn koffer?");
    edited.revision = "2";
    auto elsewhere = tweet("100");
    elsewhere.account = "klm_uk";
    auto other_platform = tweet("100");
    other_platform.platform = "mastodon";
    CHECK(journal.append(from_x({tweet("100"), edited, elsewhere, other_platform})).stored == 4);
    const auto newest = journal.run(journal->find_message("x", "klm", "100"));
    CHECK(message_from_json(newest.body)->revision == "2");
    CHECK(journal.line("klm_uk").counts.stored == 1);
}

TEST_CASE("intake: an unknown message is gone") {
    fixture journal;
    const auto found = journal.attempt(journal->find_message("x", "klm", "1"));
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == error_kind::gone);
    CHECK(journal.attempt(journal->raw(1)).error().kind == error_kind::gone);
}

TEST_CASE("PAIN-11: the cursor moves with its batch") {
    fixture journal;
    CHECK(journal.run(journal->cursor("x", "klm")).empty());
    auto polled = from_x({tweet("100")});
    polled.cursor = "since:100";
    journal.append(polled);
    polled = from_x({});
    polled.cursor = "since:101";
    journal.append(polled);
    journal.append(from_x({tweet("102")}));
    journal.reopen();
    CHECK(journal.run(journal->cursor("x", "klm")) == "since:101");
}

TEST_CASE("intake: malformed objects are put aside, the rest goes on") {
    fixture journal;
    auto polled = from_x({tweet("100"), tweet("")});
    polled.items.rejects.push_back({R"({"id":7})", "`id` is a number, expected a string", "7"});
    CHECK(journal.append(polled) == intake_counts{.received = 3, .stored = 1, .quarantined = 2});
    const auto aside = journal.run(journal->quarantine(10));
    REQUIRE(aside.size() == 2);
    CHECK(aside[0].raw == R"({"id":7})");
    CHECK(aside[0].object_id == "7");
    CHECK(aside[0].account == "klm");
    CHECK_THAT(aside[0].reason, tests::contains("expected a string"));
    CHECK_THAT(aside[1].reason, tests::contains("no object id"));
    CHECK(journal.run(journal->account()).closes());
}

TEST_CASE("intake: an agent's reply is stored once, and counted for the helpdesk it came from") {
    fixture journal;
    auto other_origin = answer("r1", "100");
    other_origin.origin = "command";
    CHECK(journal.append(from_helpdesk({answer("r1", "100"), answer("r1", "100"), other_origin})) ==
          intake_counts{.received = 3, .stored = 2, .duplicates = 1});
    const auto entries = journal.run(journal->read(0, 10));
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].kind == entry_kind::reply);
    CHECK(reply_from_json(entries[0].body).value() == answer("r1", "100"));
    const auto line = journal.line("helpdesk");
    CHECK(line.platform == "rt");
    CHECK(line.counts.stored == 2);
    CHECK(line.entries == 2);
}

TEST_CASE("intake: what we have published comes back as an own echo") {
    answered journal;
    journal.settle(done(journal.lease("publish:klm").front().id, "777"));
    CHECK(journal.append(from_x({typed_by_us("777", "")})) ==
          intake_counts{.received = 1, .own_echoes = 1});
    CHECK(journal.append(from_x({typed_by_us("778", "100")})).stored == 1);
}

TEST_CASE("intake: an echo that is back before its receipt is known by what it answers and says") {
    answered journal;
    CHECK(journal.append(from_x({echo_of_the_answer("776")})).stored == 1);  // not sent yet
    const auto item = journal.lease("publish:klm").front();
    CHECK(journal.append(from_x({echo_of_the_answer("777")})).own_echoes == 1);
    auto elsewhere = echo_of_the_answer("778");
    elsewhere.parent_id = "99";
    CHECK(journal.append(from_x({elsewhere})).stored == 1);
    journal.settle(done(item.id, "777"));
    CHECK(journal.append(from_x({echo_of_the_answer("779")})).stored == 1);
}

TEST_CASE("intake: an echo is known while its publishing waits to be looked for") {
    answered journal;
    const auto item = journal.lease("publish:klm").front();
    journal.settle(retry(item.id, journal.clock.now() + std::chrono::minutes{1}));
    CHECK(journal.append(from_x({echo_of_the_answer("777")})).own_echoes == 1);
}

TEST_CASE("intake: what a colleague types in the platform's app meanwhile is no echo") {
    answered journal;
    journal.lease("publish:klm");
    auto typed = typed_by_us("777", "100");
    typed.text = typed.display_text = "Bel ons even.";
    CHECK(journal.append(from_x({typed})).stored == 1);
}

TEST_CASE("intake: an edit or a deletion of what we have published is news") {
    answered journal;
    journal.settle(done(journal.lease("publish:klm").front().id, "777"));
    auto deleted = typed_by_us("777", "");
    deleted.kind = message_kind::deletion;
    CHECK(journal.append(from_x({deleted})).stored == 1);
}

TEST_CASE("inbox: a request stays until its arrival is appended") {
    fixture journal;
    const auto id = journal.run(journal->store_request("klm", post("{\"a\":1}")));
    CHECK(journal.line("klm").unread == 1);
    journal.reopen();
    const auto items = journal.run(journal->take_requests({"klm"}, 0, 10));
    REQUIRE(items.size() == 1);
    CHECK(items[0].id == id);
    CHECK(items[0].instance == "klm");
    CHECK(items[0].request.route == "activity");
    CHECK(items[0].request.query == "a=b");
    CHECK(items[0].request.headers == post("").headers);
    CHECK(items[0].request.body == "{\"a\":1}");
    CHECK(items[0].request.received == post("").received);
    auto read = from_x({tweet("100")});
    read.inbox_id = id;
    journal.append(read);
    CHECK(journal.run(journal->take_requests({"klm"}, 0, 10)).empty());
    CHECK(journal.line("klm").unread == 0);
}

TEST_CASE("inbox: every handing out counts as an attempt, also of a run that died") {
    fixture journal;
    journal.run(journal->store_request("klm", post("1")));
    journal.run(journal->store_request("klm", post("2")));
    const auto attempts = [&](int limit) {
        std::vector<int> all;
        for (const auto& item : journal.run(journal->take_requests({"klm"}, 0, limit)))
            all.push_back(item.attempts);
        return all;
    };
    CHECK(attempts(1) == std::vector{0});
    CHECK(attempts(2) == std::vector{1, 0});
    journal.reopen();
    CHECK(attempts(2) == std::vector{2, 1});
    CHECK(attempts(2) == std::vector{3, 2});
    journal.reopen();
    journal.reopen();
    CHECK(attempts(2) == std::vector{4, 3});
}

TEST_CASE("inbox: only requests of the instances asked for, and after the one given") {
    fixture journal;
    const auto first = journal.run(journal->store_request("klm", post("1")));
    journal.run(journal->store_request("removed", post("2")));
    const auto third = journal.run(journal->store_request("pages", post("3")));
    const auto items = journal.run(journal->take_requests({"klm", "pages"}, 0, 10));
    REQUIRE(items.size() == 2);
    CHECK(items[1].id == third);
    CHECK(journal.run(journal->take_requests({"klm", "pages"}, first, 10)).size() == 1);
    CHECK(journal.run(journal->take_requests({}, 0, 10)).empty());
    CHECK(journal.run(journal->take_requests({"removed"}, 0, 10)).front().attempts == 0);
}

TEST_CASE("inbox: a request that nobody can read is put aside whole") {
    fixture journal;
    const auto id = journal.run(journal->store_request("klm", post("<html>")));
    journal.run(journal->quarantine_request(id, "x", "not JSON"));
    CHECK(journal.run(journal->quarantine(10)).front().raw == "<html>");
    CHECK(journal.line("klm").counts == intake_counts{.received = 1, .quarantined = 1});
    const auto again = journal.attempt(journal->quarantine_request(id, "x", "not JSON"));
    CHECK(again.error().kind == error_kind::gone);
}

TEST_CASE("log: it is read in order, from a position, as much as asked") {
    fixture journal;
    CHECK(journal.run(journal->newest()) == 0);
    journal.append(from_x({tweet("1"), tweet("2"), tweet("2"), tweet("3")}));
    const auto all = journal.run(journal->read(0, 10));
    REQUIRE(all.size() == 3);
    CHECK(all[0].seq < all[1].seq);
    CHECK(all[1].seq < all[2].seq);
    CHECK(journal.run(journal->read(all[0].seq, 1)).front().seq == all[1].seq);
    CHECK(journal.run(journal->read(all[2].seq, 10)).empty());
}
