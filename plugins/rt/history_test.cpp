#include <algorithm>

#include "catch.hpp"
#include "earshot/signature.hpp"
#include "rt/desk_fixture.hpp"

using namespace earshot;
using namespace earshot::rt;
using namespace earshot::rt::tests;

namespace {

std::string transaction(int id, const std::string& type, const std::string& more = {},
                        const std::string& creator = "petra") {
    return R"({"id":")" + std::to_string(id) + R"(","Type":")" + type + R"(","ObjectId":"12",)" +
           R"("Creator":{"id":")" + creator + R"(","type":"user"},)" +
           R"("Created":"2026-03-01T07:49:01Z")" + more + "}";
}

constexpr const char* words = R"({"id":"5","ContentType":"text/plain"})";

// The list of what a transaction brought: words, and these.
std::string listed(const std::string& more = {}) {
    return desk_fixture::page(words + (more.empty() ? "" : "," + more));
}

std::string holding(std::string_view bytes) {
    return R"({"Content":")" + to_base64(bytes) + "\\n\"}";
}

// Ticket 12 is ours.
class history_fixture : public desk_fixture {
public:
    history_fixture() {
        host.store.values["ticket/12"] = "x/care/100";
        host.http.always("GET", api + "/transaction/", 200, listed());
        host.http.always("GET", api + "/attachment/5", 200, holding("We found it"));
    }

    poll_result poll(const std::string& listed, std::string cursor) {
        host.http.answer("GET", api + "/transactions", 200, page(listed));
        request_tracker plugin(host);
        poll_request request;
        request.cursor = std::move(cursor);
        auto done = testkit::run(plugin.poll(request));
        REQUIRE(done);
        return *done;
    }

    void takes_a_comment(const std::string& status) {
        host.http.answer("GET", api + "/ticket/12/attachments", 200, page(""));
        shows("12", status, "x/care/100");
        host.http.answer("POST", api + "/ticket/12/comment", 201, "[]");
    }

    auto times_asked(const std::string& path) const {
        return std::ranges::count(calls(), "GET " + path);
    }
};

constexpr const char* start = R"({"last":50,"taken":[]})";

}  // namespace

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

TEST_CASE("rt: files of an answer stay, and the ticket says so once") {
    history_fixture on;
    on.host.http.answer("GET", api + "/transaction/51/attachments", 200,
                        listed(R"({"id":"6","ContentType":"application/pdf",
                                   "Filename":"form.pdf"})"));
    on.takes_a_comment("open");
    const auto found = on.poll(transaction(51, "Correspond"), start);
    CHECK(found.items.replies.size() == 1);
    CHECK(on.host.http.last().body.find("form.pdf") != std::string::npos);
}

TEST_CASE("rt: a note that may not be entered keeps back no answer") {
    history_fixture on;
    on.host.http.answer("GET", api + "/transaction/51/attachments", 200,
                        listed(R"({"id":"6","ContentType":"application/pdf",
                                   "Filename":"form.pdf"})"));
    on.host.http.answer("GET", api + "/ticket/12/attachments", 200, desk_fixture::page(""));
    on.shows("12", "open", "x/care/100");
    on.host.http.answer("POST", api + "/ticket/12/comment", 403, R"({"message":"Forbidden"})");
    const auto found = on.poll(transaction(51, "Correspond"), start);
    CHECK(found.items.replies.size() == 1);
    CHECK(on.host.log.count("rt.not_told") == 1);
}

constexpr const char* suitcase = R"({"id":"6","ContentType":"image/jpeg","ContentLength":70,
    "Filename":"blue_suitcase.jpg","Headers":"Content-Disposition: inline"})";

TEST_CASE("rt: pictures go with the answer, and the ticket tells of the other files only") {
    history_fixture on;
    on.host.http.answer("GET", api + "/transaction/51/attachments", 200,
                        listed(std::string(suitcase) + R"(,{"id":"7","Filename":"form.pdf",
                               "ContentType":"application/pdf"})"));
    on.takes_a_comment("open");
    const auto found = on.poll(transaction(51, "Correspond"), start);
    REQUIRE(found.items.replies.size() == 1);
    const reply& said = found.items.replies[0];
    CHECK(said.text == "We found it");
    CHECK(said.pictures == std::vector<enclosed_picture>{{"6", "image/jpeg", "blue suitcase", 70}});
    CHECK(on.host.http.last().body.find("These stayed here: form.pdf") != std::string::npos);
}

TEST_CASE("rt: a picture without words is an answer, of which the host says that it has none") {
    history_fixture on;
    on.host.http.answer("GET", api + "/transaction/51/attachments", 200,
                        desk_fixture::page(suitcase));
    const auto found = on.poll(transaction(51, "Correspond"), start);
    REQUIRE(found.items.replies.size() == 1);
    CHECK(found.items.replies[0].text.empty());
    CHECK(found.items.replies[0].pictures.size() == 1);
}

TEST_CASE("rt: what an answer brings along is listed without its contents") {
    history_fixture on;
    on.poll(transaction(51, "Correspond"), start);
    for (const http_request& one : on.host.http.requests())
        CHECK_FALSE(one.url.contains("Content%2C"));
    CHECK(on.times_asked("/attachment/5") == 1);
}

TEST_CASE("rt: where the plain text is blank, the answer is what its HTML says") {
    history_fixture on;
    on.host.http.answer("GET", api + "/transaction/51/attachments", 200,
                        listed(R"({"id":"6","ContentType":"text/html"})"));
    on.host.http.answer("GET", api + "/attachment/5", 200, holding("\n \n"));
    on.host.http.answer("GET", api + "/attachment/6", 200, holding("<p>We <b>found</b> it</p>"));
    const auto found = on.poll(transaction(51, "Correspond"), start);
    REQUIRE(found.items.replies.size() == 1);
    CHECK(found.items.replies[0].text == "We found it");
}

TEST_CASE("rt: what is not UTF-8 is no text to publish") {
    history_fixture on;
    on.host.http.answer("GET", api + "/attachment/5", 200, holding("\xFF"));
    on.takes_a_comment("open");
    CHECK(on.poll(transaction(51, "Correspond"), start).items.replies.empty());
    CHECK(on.host.http.last().body.find("not UTF-8") != std::string::npos);
}

TEST_CASE("rt: a text without bound is not published, the ticket says so, and later answers come") {
    history_fixture on;
    SECTION("as RT says how long it is") {
        on.host.http.answer("GET", api + "/transaction/51/attachments", 200,
                            desk_fixture::page(R"({"id":"5","ContentType":"text/plain",
                                                   "ContentLength":"20971520"})"));
    }
    SECTION("as the host will not take it") {
        on.host.http.fail("GET", api + "/attachment/5",
                          error(error_kind::invalid, "http.too_large", "over 8 MiB"));
    }
    on.takes_a_comment("open");
    const auto found =
        on.poll(transaction(51, "Correspond") + "," + transaction(52, "Correspond"), start);
    REQUIRE(found.items.replies.size() == 1);
    CHECK(found.items.replies[0].id == "52");
    CHECK(on.host.log.count("rt.answer_unreadable") == 1);
    CHECK(on.times_asked("/ticket/12/attachments") == 1);
}

TEST_CASE("rt: an answer that RT cannot show for long is passed over, and opens its ticket again") {
    history_fixture on;
    request_tracker plugin(on.host);
    poll_request request;
    request.cursor = start;
    const auto poll = [&] {
        on.host.http.answer("GET", api + "/transactions", 200,
                            desk_fixture::page(transaction(51, "Correspond") + "," +
                                               transaction(52, "Correspond")));
        on.host.http.answer("GET", api + "/transaction/51/attachments", 500, "a file is lost");
        return testkit::run(plugin.poll(request));
    };
    for (int failed = 1; failed < 5; ++failed) CHECK(poll().error().kind == error_kind::transient);
    on.host.http.answer("GET", api + "/ticket/12/attachments", 200, desk_fixture::page(""));
    for (const char* status : {"resolved", "resolved", "open", "open"})
        on.shows("12", status, "x/care/100");
    on.host.http.answer("PUT", api + "/ticket/12", 200, "[]");
    on.host.http.answer("POST", api + "/ticket/12/comment", 201, "[]");
    const auto found = poll();
    REQUIRE(found);
    REQUIRE(found->items.replies.size() == 1);
    CHECK(found->items.replies[0].id == "52");
    CHECK(on.host.log.count("rt.answer_unreadable") == 1);
    CHECK(std::ranges::count(on.calls(), "PUT /ticket/12") == 1);
}

TEST_CASE("rt: a refused token is no answer's fault, however often") {
    history_fixture on;
    request_tracker plugin(on.host);
    poll_request request;
    request.cursor = start;
    for (int asked = 0; asked < 10; ++asked) {
        on.host.http.answer("GET", api + "/transactions", 200,
                            desk_fixture::page(transaction(51, "Correspond")));
        on.host.http.answer("GET", api + "/attachment/5", 401, "{}");
        CHECK(testkit::run(plugin.poll(request)).error().kind == error_kind::unauthorized);
    }
}

TEST_CASE("rt: a picture is fetched as it is in RT") {
    history_fixture on;
    request_tracker plugin(on.host);
    const auto fetch = [&](const char* id) { return testkit::run(plugin.fetch_picture(id)); };
    on.host.http.answer("GET", api + "/attachment/6", 200, holding("\x89PNG\r\n"));
    CHECK(fetch("6") == "\x89PNG\r\n");
    on.host.http.answer("GET", api + "/attachment/6", 404, "{}");
    CHECK(fetch("6").error().kind == error_kind::gone);
    on.host.http.answer("GET", api + "/attachment/6", 200, "{}");
    CHECK(fetch("6").error().kind == error_kind::gone);
    on.host.http.answer("GET", api + "/attachment/6", 503, "busy");
    CHECK(fetch("6").error().kind == error_kind::transient);
    on.host.http.fail("GET", api + "/attachment/6",
                      error(error_kind::invalid, "http.too_large", "over 8 MiB"));
    CHECK(fetch("6").error().code == "rt.picture_too_large");
    on.host.http.answer("GET", api + "/attachment/6", 200,
                        holding(std::string((8 << 20) + 1, 'a')));
    CHECK(fetch("6").error().code == "rt.picture_too_large");
    CHECK(fetch("../ticket/12").error().code == "rt.picture");
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

TEST_CASE("rt: the same answer by webhook and by poll is one") {
    history_fixture on;
    const auto polled = on.poll(transaction(51, "Correspond"), start);
    request_tracker plugin(on.host);
    webhook_request posted;
    posted.body = R"({"transaction":51,"ticket":12,"case":"x/care/100","type":"Correspond",
        "creator":"petra","creator_id":33,"privileged":1,"author":"Petra de Vries",
        "created":"2026-03-01T07:49:01Z","content":"We found it\n-- \nPetra","files":0})";
    const auto pushed = plugin.accept(posted);
    REQUIRE(pushed);
    CHECK(pushed->replies == polled.items.replies);
}

TEST_CASE("rt: an answer with files, or of which that is not known, is left to polling") {
    history_fixture on;
    request_tracker plugin(on.host);
    const std::string files = GENERATE("", R"(,"files":1)", R"(,"files":null)");
    webhook_request posted;
    posted.body = R"({"transaction":51,"ticket":12,"case":"x/care/100","type":"Correspond",
        "creator":"petra","creator_id":33,"privileged":1,"content":"We found it")" +
                  files + "}";
    const auto pushed = plugin.accept(posted);
    REQUIRE(pushed);
    CHECK(pushed->replies.empty());
}

TEST_CASE("rt: the webhook takes what agents do, and nothing else") {
    history_fixture on;
    request_tracker plugin(on.host);
    const auto accept = [&](std::string body) {
        webhook_request posted;
        posted.body = std::move(body);
        return plugin.accept(posted);
    };
    const std::string event =
        R"({"transaction":"51","case":"x/care/100","type":"Correspond","content":"Hi","files":0,)";
    CHECK(accept(event + R"("creator":"connector","creator_id":31,"privileged":1})")
              ->replies.empty());
    CHECK(accept(event + R"("creator":"ana","creator_id":9,"privileged":0})")->replies.empty());
    CHECK(accept(R"({"transaction":51,"ticket":12,"type":"Correspond"})")->replies.empty());
    CHECK(accept(R"({"transaction":52,"case":"x/care/100","type":"Status","creator":"petra",
                     "creator_id":33,"privileged":1,"old":"open","new":"rejected"})")
              ->changes.size() == 1);
    CHECK_FALSE(accept("[]"));
    CHECK_FALSE(accept(R"({"transaction":"99999999999999999999","type":"Status"})"));
    CHECK(plugin.routes().empty());
}

TEST_CASE("rt: with a secret there is a route, signed over the body") {
    desk_fixture on({{"webhook_secret", "credential:hook"}});
    request_tracker plugin(on.host);
    const auto routes = plugin.routes();
    REQUIRE(routes.size() == 1);
    CHECK(routes[0].name == "events");
    CHECK(routes[0].scheme.header == "x-earshot-signature");
    CHECK(routes[0].scheme.secret_field == "webhook_secret");
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
