#include "rt/history_fixture.hpp"

using namespace earshot;
using namespace earshot::rt;
using namespace earshot::rt::tests;

TEST_CASE("rt: the very first poll begins with what comes after it") {
    history_fixture on;
    const auto first = on.poll(transaction(50, "Correspond"), "");
    CHECK(first.items.replies.empty());
    const auto next =
        on.poll(transaction(49, "Correspond") + "," + transaction(51, "Correspond"), first.cursor);
    REQUIRE(next.items.replies.size() == 1);
    const reply& said = next.items.replies[0];
    CHECK(said.id == "51");
    CHECK(said.origin == "desk");
    CHECK(said.text == "We found it");
    CHECK(said.author == "Petra de Vries");
    CHECK(said.object_id == "100");
    CHECK(said.to_case);
}

TEST_CASE("PAIN-13: rt: what Earshot, RT itself or a customer by mail wrote does not go out") {
    history_fixture on;
    on.host.http.always("GET", api + "/user/ana%40example.com", 200,
                        R"({"Name":"ana@example.com","Privileged":0})");
    const auto found = on.poll(transaction(51, "Correspond", "", "connector") + "," +
                                   transaction(52, "Correspond", "", "RT_System") + "," +
                                   transaction(53, "Correspond", "", "ana@example.com"),
                               start);
    CHECK(found.items.replies.empty());
    CHECK(on.host.log.count("rt.not_an_agent") == 1);
    CHECK(on.poll("", found.cursor).items.replies.empty());
}

TEST_CASE("PAIN-13: rt: what another user of Earshot's entered is a customer's word, no answer") {
    history_fixture on;
    on.host.http.answer("GET", api + "/transaction/51/attachments", 200,
                        desk_fixture::page(
                            R"({"id":"5","ContentType":"text/plain",
                                "Headers":"Content-Type: text/plain; earshot-note=\"0f3a\""})"));
    CHECK(on.poll(transaction(51, "Correspond"), start).items.replies.empty());
}

TEST_CASE("rt: whom RT does not find is no agent") {
    history_fixture on;
    on.host.http.always("GET", api + "/user/ana%2Fb%40example.com", 404,
                        R"({"message":"Not Found"})");
    CHECK(on.poll(transaction(51, "Correspond", "", "ana/b@example.com"), start)
              .items.replies.empty());
    CHECK(on.host.log.count("rt.not_an_agent") == 1);
}

TEST_CASE("rt: a number that is committed late is not passed over, and none is read twice") {
    history_fixture on;
    const auto first =
        on.poll(transaction(51, "Correspond") + "," + transaction(53, "Correspond"), start);
    CHECK(first.items.replies.size() == 2);
    const auto second =
        on.poll(transaction(51, "Correspond") + "," + transaction(52, "Correspond") + "," +
                    transaction(53, "Correspond"),
                first.cursor);
    REQUIRE(second.items.replies.size() == 1);
    CHECK(second.items.replies[0].id == "52");
    CHECK(on.times_asked("/transaction/51/attachments") == 1);
    CHECK(on.times_asked("/transaction/52/attachments") == 1);
}

TEST_CASE("rt: closing and assigning are told with names") {
    history_fixture on;
    const auto found = on.poll(
        transaction(51, "Status", R"(,"Field":"Status","OldValue":"open","NewValue":"resolved")") +
            "," + transaction(52, "Set", R"(,"Field":"Owner","OldValue":"6","NewValue":"33")") +
            "," + transaction(53, "Set", R"(,"Field":"Owner","OldValue":"33","NewValue":"6")") +
            "," + transaction(54, "Set", R"(,"Field":"Subject","NewValue":"x")"),
        start);
    REQUIRE(found.items.changes.size() == 3);
    CHECK(found.items.changes[0].what == ticket_act::closed);
    CHECK(found.items.changes[0].by == "petra");
    CHECK(found.items.changes[0].case_key == "x/care/100");
    CHECK(found.items.changes[1].to == "petra");
    CHECK(found.items.changes[2].to.empty());
}

TEST_CASE("rt: a merge moves the case to the other ticket") {
    history_fixture on;
    on.host.store.values["case/x/care/100"] = R"({"ticket":"12"})";
    on.poll(transaction(51, "AddLink",
                        R"(,"Field":"MergedInto","NewValue":"fsck.com-rt://desk/ticket/20")"),
            start);
    CHECK(on.host.store.values["ticket/20"] == "x/care/100");
    CHECK(on.host.store.values["case/x/care/100"].find("20") != std::string::npos);
}

TEST_CASE("rt: a ticket of nobody's is asked for once, one that only its field knows is found") {
    history_fixture on;
    on.host.store.values.clear();
    on.shows("12", "open", "");
    const auto none =
        on.poll(transaction(51, "Correspond") + "," + transaction(52, "Correspond"), start);
    CHECK(none.items.replies.empty());
    CHECK(on.calls() == std::vector<std::string>{"GET /transactions", "GET /ticket/12"});
    on.shows("12", "open", "x/care/100");
    CHECK(on.poll(transaction(53, "Correspond"), start).items.replies.size() == 1);
}

TEST_CASE("rt: a poll that fails half-way moves no cursor") {
    history_fixture on;
    on.host.http.answer("GET", api + "/transactions", 200,
                        desk_fixture::page(transaction(51, "Correspond")));
    on.host.http.answer("GET", api + "/transaction/51/attachments", 502, "bad gateway");
    request_tracker plugin(on.host);
    poll_request request;
    request.cursor = start;
    const auto done = testkit::run(plugin.poll(request));
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == error_kind::transient);
}

TEST_CASE("rt: a full page brings the host back at once, and pages known already are passed") {
    history_fixture on;
    std::string listed;
    for (int id = 51; id < 151; ++id)
        listed += (listed.empty() ? "" : ",") + transaction(id, "Status");
    const auto first = on.poll(listed, start);
    CHECK(first.more);
    on.host.http.answer("GET", api + "/transactions", 200, desk_fixture::page(listed));
    on.host.http.answer("GET", api + "/transactions", 200,
                        desk_fixture::page(transaction(151, "Correspond")));
    request_tracker plugin(on.host);
    poll_request request;
    request.cursor = first.cursor;
    const auto second = testkit::run(plugin.poll(request));
    REQUIRE(second);
    CHECK(second->items.replies.size() == 1);
    CHECK_FALSE(second->more);
}

TEST_CASE("rt: a ticket that nobody remembers counts only in the queue of this sink") {
    history_fixture on;
    const std::string ticket = R"({"id":77,"Status":"open","Queue":{"id":"9"},"CustomFields":)"
                               R"([{"name":"EarshotCase","values":["x/care/200"]}]})";
    on.host.http.always("GET", api + "/ticket/77", 200, ticket);
    std::string listed = transaction(51, "Correspond");
    listed.replace(listed.find("\"12\""), 4, "\"77\"");
    CHECK(on.poll(listed, start).items.replies.empty());
}
