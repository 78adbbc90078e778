#include "rt/history_fixture.hpp"

using namespace earshot;
using namespace earshot::rt;
using namespace earshot::rt::tests;

namespace {

constexpr const char* suitcase = R"({"id":"6","ContentType":"image/jpeg","ContentLength":70,
    "Filename":"blue_suitcase.jpg","Headers":"Content-Disposition: inline"})";

}  // namespace

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
