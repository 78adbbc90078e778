#include <boost/json.hpp>

#include "catch.hpp"
#include "rt/desk_fixture.hpp"
#include "rt/marks.hpp"

using namespace earshot;
using namespace earshot::rt;
using namespace earshot::rt::tests;

namespace {

using names = std::vector<std::string>;

// The type of a text, as RT keeps it with its tag in an attachment's headers.
std::string type_of(const http_request& request) {
    const auto body = boost::json::parse(request.body);
    return boost::json::value_to<std::string>(body.at("ContentType"));
}

std::string content(const http_request& request) {
    const auto body = boost::json::parse(request.body);
    return boost::json::value_to<std::string>(body.at("Content"));
}

result<receipt> bring(desk_fixture& on, sink_item one) {
    request_tracker plugin(on.host);
    return testkit::run(plugin.deliver({std::move(one)})).at(0);
}

result<receipt> told(desk_fixture& on, notice one) {
    request_tracker plugin(on.host);
    return testkit::run(plugin.inform({std::move(one)})).at(0);
}

// An answer that was written in this very desk.
notice published(std::string id) {
    answer_published done;
    done.answer.platform = "x";
    done.answer.origin = "desk";
    done.answer.author = "Petra";
    done.proof = {id, "https://x.example/care/" + id};
    notice one;
    one.key = "n-" + id;
    one.case_key = "x/care/100";
    one.what = std::move(done);
    return one;
}

void create(desk_fixture& on) {
    on.host.http.answer("POST", api + "/ticket", 201, R"({"id":"12","type":"ticket"})");
    on.shows("12", "new", "x/care/100");
    REQUIRE(bring(on, said("100", "My suitcase is not here")));
    on.host.http.forget();
}

}  // namespace

TEST_CASE(
    "rt: a ticket carries the case key, the language where the queue has it, and a priority") {
    desk_fixture on;
    on.host.http.answer("POST", api + "/ticket", 201, R"({"id":"12","type":"ticket"})");
    on.shows("12", "new", "x/care/100");
    sink_item one = said("100", "My suitcase\x01is not here");
    one.understood.message_class = "complaint";
    const auto done = bring(on, one);
    REQUIRE(done);
    CHECK(*done == receipt{"12", "https://rt.example.com/Ticket/Display.html?id=12"});
    CHECK(on.calls() == names{"GET /queue/Social", "POST /ticket", "GET /ticket/12"});
    const auto body = boost::json::parse(on.host.http.requests()[1].body);
    CHECK(body.at("CustomFields") ==
          boost::json::value{{"EarshotCase", "x/care/100"}, {"EarshotLanguage", "en"}});
    CHECK(body.at("Priority") == 80);
    CHECK(body.at("Subject") == "My suitcase is not here");
    CHECK(body.at("Content").as_string().starts_with("My suitcase is not here\n"));
    CHECK_FALSE(body.as_object().contains("Requestor"));
    CHECK_FALSE(on.host.log.mentions("0123456789abcdef"));
}

TEST_CASE("rt: a queue without the case field makes no ticket, and says what to do") {
    desk_fixture on({{"case_field", "Elsewhere"}});
    const auto done = bring(on, said("100", "Hello"));
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == error_kind::scope_missing);
    CHECK(done.error().code == "rt.no_case_field");
    CHECK(on.calls() == names{"GET /queue/Social"});
}

TEST_CASE("PAIN-9: rt: a second ticket that a unique case field unmasks is merged into the first") {
    desk_fixture on;
    on.host.http.answer("POST", api + "/ticket", 201, R"({"id":"13","type":"ticket"})");
    on.shows("13", "new", "");
    on.host.http.answer("GET", api + "/tickets", 200,
                        desk_fixture::page(desk_fixture::ticket_json("12", "new", "x/care/100")));
    on.shows("12", "new", "x/care/100");
    on.host.http.answer("PUT", api + "/ticket/13", 200, R"(["Merge Successful"])");
    const auto done = bring(on, said("100", "Hello"));
    REQUIRE(done);
    CHECK(done->id == "12");
    CHECK(on.host.http.last().body == R"({"MergeInto":"12"})");
}

TEST_CASE("rt: where RT does not store the case key, one ticket is made and no other") {
    desk_fixture on;
    on.host.http.answer("POST", api + "/ticket", 201, R"({"id":"13","type":"ticket"})");
    on.host.http.always("GET", api + "/tickets", 200, desk_fixture::page(""));
    on.host.http.always("GET", api + "/ticket/13", 200, desk_fixture::ticket_json("13", "new", ""));
    on.host.http.always("PUT", api + "/ticket/13", 200, R"(["Permission Denied"])");
    request_tracker plugin(on.host);
    CHECK(testkit::run(plugin.deliver({said("100", "Hello")})).at(0));
    CHECK(on.host.log.count("rt.case_field_refused") == 1);
    sink_item other = said("200", "Other");
    other.understood.case_key = "x/care/200";
    const auto refused = testkit::run(plugin.deliver({other})).at(0);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "rt.case_field_refused");
    CHECK(refused.error().kind == error_kind::scope_missing);
}

TEST_CASE("rt: what the customer says later is correspondence, what Earshot says is a comment") {
    desk_fixture on;
    create(on);
    on.shows("12", "open", "x/care/100");
    on.host.http.answer("POST", api + "/ticket/12/correspond", 201, R"(["Correspondence added"])",
                        {{"location", "/REST/2.0/transaction/40"}});
    const auto done = bring(on, said("101", "Anybody?"));
    REQUIRE(done);
    CHECK(*done == receipt{"40", "https://rt.example.com/Ticket/Display.html?id=12#txn-40"});

    on.shows("12", "open", "x/care/100");
    on.host.http.answer("POST", api + "/ticket/12/comment", 201, R"(["Comments added"])",
                        {{"location", "/REST/2.0/transaction/41"}});
    REQUIRE(told(on, published("102")));
    CHECK(on.calls().back() == "POST /ticket/12/comment");
    CHECK(content(on.host.http.last()) ==
          "The answer of Petra was published on x: https://x.example/care/102");
}

TEST_CASE("rt: what was said for the brand on the platform itself is a comment") {
    desk_fixture on;
    create(on);
    on.shows("12", "open", "x/care/100");
    on.host.http.answer("POST", api + "/ticket/12/comment", 201, R"(["Comments added"])");
    sink_item ours = said("102", "It is on its way");
    ours.item.from = direction::from_us;
    CHECK(bring(on, ours));
    CHECK(content(on.host.http.last()).contains("It is on its way"));
}

TEST_CASE("PAIN-10: rt: an entry that may have arrived is looked for by its tag") {
    desk_fixture on;
    create(on);
    on.shows("12", "open", "x/care/100");
    on.host.http.fail("POST", api + "/ticket/12/correspond",
                      error(error_kind::transient, "http.timeout", "no answer"));
    sink_item one = said("101", "Anybody?");
    CHECK_FALSE(bring(on, one));
    const std::string type = type_of(on.host.http.last());

    one.repeated = true;
    on.host.http.answer("GET", api + "/ticket/12/attachments", 200,
                        desk_fixture::page(boost::json::serialize(boost::json::value{
                            {"id", "2"},
                            {"TransactionId", "40"},
                            {"Headers", "Content-Disposition: inline\nContent-Type: " + type +
                                            "; charset=\"utf-8\"\nX-RT-Interface: REST"}})));
    const auto found = bring(on, one);
    REQUIRE(found);
    CHECK(found->id == "40");

    SECTION("and entered where it did not") {
        on.host.http.answer("GET", api + "/ticket/12/attachments", 200, desk_fixture::page(""));
        on.shows("12", "open", "x/care/100");
        on.host.http.answer("POST", api + "/ticket/12/correspond", 201, "[]",
                            {{"location", "/REST/2.0/transaction/41"}});
        CHECK(bring(on, one)->id == "41");
    }
}

TEST_CASE("rt: the customer's word opens a closed ticket, against a colleague who changes it too") {
    desk_fixture on;
    create(on);
    on.shows("12", "resolved", "x/care/100", "\"60\"");
    on.shows("12", "resolved", "x/care/100", "\"60\"");
    on.host.http.answer("PUT", api + "/ticket/12", 412, "{}");
    on.shows("12", "resolved", "x/care/100", "\"61\"");
    on.host.http.answer("PUT", api + "/ticket/12", 200, R"(["Status changed"])");
    on.shows("12", "open", "x/care/100", "\"62\"");
    on.host.http.answer("POST", api + "/ticket/12/correspond", 201, "[]");
    REQUIRE(bring(on, said("101", "It is broken again")));
    names tags;
    for (const http_request& one : on.host.http.requests())
        for (const auto& [name, value] : one.headers)
            if (name == "if-match") tags.push_back(value);
    CHECK(tags == names{"\"60\"", "\"61\""});
    CHECK(on.calls().back() == "POST /ticket/12/correspond");
}

TEST_CASE("rt: a ticket that RT will not open still gets the words") {
    desk_fixture on;
    create(on);
    on.host.http.always("GET", api + "/ticket/12", 200,
                        desk_fixture::ticket_json("12", "resolved", "x/care/100"));
    on.host.http.always("PUT", api + "/ticket/12", 200, R"(["Permission Denied"])");
    on.host.http.answer("POST", api + "/ticket/12/correspond", 201, "[]");
    CHECK(bring(on, said("101", "It is broken again")));
    CHECK(on.host.log.count("rt.not_reopened") == 1);
}

TEST_CASE("rt: a deleted ticket is continued by another, although RT would take entries for it") {
    desk_fixture on;
    create(on);
    on.shows("12", "deleted", "x/care/100");
    on.host.http.answer("GET", api + "/tickets", 200, desk_fixture::page(""));
    on.host.http.answer("POST", api + "/ticket", 201, R"({"id":"14","type":"ticket"})");
    on.shows("14", "new", "x/care/100");
    CHECK(bring(on, said("101", "Anybody?"))->id == "14");
}

TEST_CASE("rt: a search result counts only where the case key is the very same") {
    desk_fixture on;
    on.host.http.answer("GET", api + "/tickets", 200,
                        desk_fixture::page(desk_fixture::ticket_json("9", "new", "X/CARE/100")));
    on.host.http.answer("POST", api + "/ticket", 201, R"({"id":"12","type":"ticket"})");
    on.shows("12", "new", "x/care/100");
    sink_item one = said("100", "Hello");
    one.repeated = true;
    CHECK(bring(on, one)->id == "12");
}

TEST_CASE("rt: a case key stands in the field as it is, or as a digest where no search takes it") {
    CHECK(field_text("x/care/it's") == helpdesk::field_key("x/care/it's", 0));
    CHECK(field_text("bluesky/care/at://did:plc:a/app.bsky.feed.post/3k") ==
          "bluesky/care/at://did:plc:a/app.bsky.feed.post/3k");
}

TEST_CASE("rt: a page of a proxy where JSON should be is no answer") {
    desk_fixture on;
    on.host.http.answer("POST", api + "/ticket", 200, "<html>Please log in</html>");
    const auto done = bring(on, said("100", "Hello"));
    REQUIRE_FALSE(done);
    CHECK(done.error().code == "rt.not_json");
    CHECK(done.error().kind == error_kind::transient);
}

TEST_CASE("PAIN-1: rt: what the token is good for is a state") {
    desk_fixture on;
    request_tracker plugin(on.host);
    CHECK(testkit::run(plugin.examine())->state == credential_state::valid);
    on.host.http.answer("GET", api + "/queue/Social", 401, R"({"message":"Unauthorized"})");
    CHECK(testkit::run(plugin.examine())->state == credential_state::expired);
    on.host.http.answer("GET", api + "/queue/Social", 404, R"({"message":"Not Found"})");
    const auto lacking = testkit::run(plugin.examine());
    CHECK(lacking->state == credential_state::scope_missing);
    CHECK(lacking->missing_scopes == names{"SeeQueue"});
    on.host.http.answer("GET", api + "/queue/Social", 503, "");
    CHECK(testkit::run(plugin.examine()).error().kind == error_kind::transient);
    on.host.secrets.set("token", "no token");
    CHECK(testkit::run(plugin.examine())->state == credential_state::expired);
}

TEST_CASE("PAIN-19: rt: the words stand on the ticket, whatever becomes of what is attached") {
    desk_fixture on;
    create(on);
    on.shows("12", "open", "x/care/100");
    on.host.http.answer("POST", api + "/ticket/12/correspond", 201, R"(["Correspondence added"])",
                        {{"location", "/REST/2.0/transaction/40"}});
    sink_item one = said("101", "This is what arrived");
    one.item.permalink = "https://x.example/ana/101";
    one.item.attachments = {{.id = "1",
                             .media_type = "image",
                             .url = "https://gone.example/404.jpg",
                             .state = fetch_state::failed},
                            {.id = "2", .media_type = "video", .url = "https://slow.example/film"},
                            {.id = "3"}};
    REQUIRE(bring(on, one));
    for (const http_request& asked : on.host.http.requests()) CHECK(asked.url.starts_with(api));
    const std::string text = content(on.host.http.last());
    CHECK(text.starts_with("This is what arrived\n"));
    CHECK(text.find("image: https://gone.example/404.jpg (it could not be fetched)") != text.npos);
    CHECK(text.find("video: https://slow.example/film") != text.npos);
    CHECK(text.find("\n- file") != text.npos);
    CHECK(text.find("https://x.example/ana/101") != text.npos);
}

TEST_CASE("PAIN-19: rt: a picture from a named host follows as a comment with a file") {
    desk_fixture on({{"media_from", std::vector<std::string>{"https://cdn.example.com"}}});
    create(on);
    on.shows("12", "open", "x/care/100");
    on.host.http.answer("POST", api + "/ticket/12/correspond", 201, R"(["Correspondence added"])");
    sink_item one = said("101", "This is what arrived");
    one.item.attachments = {{.url = "https://cdn.example.com/parcel.png"}};
    REQUIRE(bring(on, one));

    on.host.http.answer("GET", api + "/ticket/12/attachments", 200, desk_fixture::page(""));
    on.host.http.answer("GET", "https://cdn.example.com/parcel.png", 200, "\x89PNG",
                        {{"content-type", "image/png"}});
    on.shows("12", "open", "x/care/100");
    on.host.http.answer("POST", api + "/ticket/12/comment", 201, R"(["Comments added"])");
    on.host.http.answer("GET", api + "/transactions", 200, desk_fixture::page(""));
    request_tracker plugin(on.host);
    REQUIRE(testkit::run(plugin.poll({})));
    const http_request& fetch = on.host.http.requests().at(3);
    CHECK(fetch.url == "https://cdn.example.com/parcel.png");
    CHECK(fetch.headers.empty());
    const http_request& post = on.host.http.requests().at(5);
    CHECK(post.url == api + "/ticket/12/comment");
    CHECK(content(post) ==
          "A file of what was said here, from\nhttps://cdn.example.com/parcel.png");
    CHECK(type_of(post).starts_with("text/plain; earshot-note="));
    CHECK(
        boost::json::parse(post.body).at("Attachments") ==
        boost::json::value{
            {{"FileName", "parcel.png"}, {"FileType", "image/png"}, {"FileContent", "iVBORw=="}}});
}
