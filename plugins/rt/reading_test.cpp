// What is read of RT's answers, and what is made of it.
#include <boost/json.hpp>

#include "catch.hpp"
#include "earshot/testkit/plain_text.hpp"
#include "rt/answer_parts.hpp"
#include "rt/answer_text.hpp"
#include "rt/cursor.hpp"
#include "rt/problem.hpp"
#include "rt/records.hpp"
#include "rt/transaction_meaning.hpp"

using namespace earshot;
using namespace earshot::rt;

namespace {

http_response answered(int status, std::string body = {}) {
    http_response out;
    out.status = status;
    out.body = std::move(body);
    return out;
}

transaction_record transaction(std::string type) {
    transaction_record out;
    out.id = 55;
    out.type = std::move(type);
    out.creator = "petra";
    out.ticket = "1";
    out.created = parse_rfc3339("2026-03-01T07:49:01Z").value();
    return out;
}

attachment_record part(std::string id, std::string type, std::string file = {}) {
    attachment_record out;
    out.id = std::move(id);
    out.type = std::move(type);
    out.file = std::move(file);
    return out;
}

const std::vector<std::string> closed{"resolved", "rejected"};

}  // namespace

TEST_CASE("PAIN-4: rt: a refusal is told by its status, never by its words") {
    struct expected {
        int status;
        error_kind kind;
        const char* code;
    };
    const auto one = GENERATE(expected{401, error_kind::unauthorized, "rt.unauthorized"},
                              expected{403, error_kind::scope_missing, "rt.forbidden"},
                              expected{404, error_kind::gone, "rt.not_found"},
                              expected{410, error_kind::gone, "rt.not_found"},
                              expected{409, error_kind::conflict, "rt.conflict"},
                              expected{412, error_kind::conflict, "rt.conflict"},
                              expected{400, error_kind::invalid, "rt.refused"},
                              expected{413, error_kind::invalid, "rt.too_large"},
                              expected{422, error_kind::invalid, "rt.refused"},
                              expected{302, error_kind::transient, "rt.moved"},
                              expected{500, error_kind::transient, "rt.unavailable"},
                              expected{503, error_kind::transient, "rt.unavailable"});
    const error why = error_of(answered(one.status, "<html>Unauthorized</html>"), "GET /rt/1",
                               request_target::one_thing);
    CHECK(why.kind == one.kind);
    CHECK(why.code == one.code);
    CHECK(why.detail.find("html") == std::string::npos);
}

TEST_CASE("rt: a refusal carries RT's own words, and a throttled one its time") {
    const error why =
        error_of(answered(400, R"({"message":"Could not create ticket. Queue not set"})"),
                 "POST /t", request_target::fixed);
    CHECK(why.detail.find("Queue not set") != std::string::npos);
    http_response slow = answered(429);
    slow.headers = {{"retry-after", "7"}};
    CHECK(error_of(slow, "GET /rt", request_target::fixed).retry_after == std::chrono::seconds(7));
}

TEST_CASE("rt: where tickets are listed and made, a page that is not there is a wrong address") {
    const error why = error_of(answered(404), "POST /ticket", request_target::fixed);
    CHECK(why.kind == error_kind::transient);
    CHECK(why.code == "rt.address");
}

TEST_CASE("rt: the quoted history and the signature of an answer are not published") {
    CHECK(own_words("On Sun Mar 01 07:49:01 2026, connector wrote:\n> My suitcase\n> is not here\n"
                    "\nWe found it!\n\nIt comes today.\n-- \nPetra\nCare") ==
          "We found it!\n\nIt comes today.");
    CHECK(own_words("We found it!\r\n\r\nOn Sun Mar 01 2026, ana wrote:\r\n\r\n> old\r\n") ==
          "We found it!");
    CHECK(own_words("Bags of\n> 23 kg\ncost more. See also:\nthe page") ==
          "Bags of\n> 23 kg\ncost more. See also:\nthe page");
    CHECK(own_words("> only quoted") == "> only quoted");
    CHECK(own_words(" \n\n").empty());
}

TEST_CASE("rt: an answer in HTML is published as text, without its quotations") {
    const testkit::plain_text unicode;
    const auto read = [&](std::string_view html) { return words_in_html(html, unicode); };
    CHECK(read("We <b>found</b> it &amp; more") == "We found it & more");
    CHECK(without_quotations("a<BLOCKQUOTE class=x>old<blockquote>older</blockquote></BLOCKQUOTE>b")
              .find("old") == std::string::npos);
    CHECK(read("On Sun 1 March petra wrote:\n<blockquote>old</blockquote>\nNew") == "New");
    CHECK(read("New<blockquote") == "New");
}

TEST_CASE(
    "rt: of what was entered, the first text of each kind is the words, named parts are not") {
    const auto parts = parts_of({part("1", "multipart/mixed"), part("2", "text/html"),
                                 part("3", "text/plain", "a.txt"), part("4", "text/plain"),
                                 part("5", "text/plain"), part("6", "application/pdf", "form.pdf"),
                                 part("x", "image/png", "odd.png")});
    REQUIRE(parts.plain);
    CHECK(parts.plain->id == "4");
    REQUIRE(parts.html);
    CHECK(parts.html->id == "2");
    CHECK(parts.files == std::vector<std::string>{"a.txt", "form.pdf", "odd.png"});
    CHECK(parts.pictures.empty());
}

TEST_CASE("rt: files that are pictures are to be published, the pictures of a signature are not") {
    // RT says of every upload that it is to be shown inline.
    attachment_record sent = part("7", "Image/JPEG", "blue_suitcase.jpg");
    sent.size = 70;
    sent.headers = "Content-Type: image/jpeg\nContent-Disposition: inline";
    attachment_record logo = part("8", "image/png", "logo.png");
    logo.headers = "Content-Type: image/png\ncontent-id: <logo@example.com>";
    const auto parts =
        parts_of({sent, logo, part("9", "image/webp"), part("10", "image/gif", "a.gif"),
                  part("11", "image/svg+xml", "b.svg")});
    REQUIRE(parts.pictures.size() == 2);
    CHECK(parts.pictures[0] == enclosed_picture{"7", "image/jpeg", "blue suitcase", 70});
    CHECK(parts.pictures[1] == enclosed_picture{"9", "image/webp", "", 0});
    CHECK(parts.files == std::vector<std::string>{"logo.png", "a.gif", "b.svg"});
}

TEST_CASE("rt: pictures within a mail that an agent attached stay") {
    const auto parts =
        parts_of({part("1", "image/png", "gate.png"), part("2", "message/rfc822"),
                  part("3", "multipart/mixed"), part("4", "image/png", "inner.png")});
    CHECK(parts.pictures.size() == 1);
    CHECK(parts.files == std::vector<std::string>{"inner.png"});
}

TEST_CASE("rt: a picture is described by its name, where that says something") {
    CHECK(description_in("The_new--check-in_desk.jpeg") == "The new check in desk");
    CHECK(description_in("gate B12.png") == "gate B12");
    CHECK(description_in("\xE8\xA1\x8C\xE6\x9D\x8E.png") == "\xE8\xA1\x8C\xE6\x9D\x8E");
    CHECK(description_in("map") == "map");
    for (const char* idle :
         {"IMG_1234.JPG", "DSC00012.jpg", "image.png", "image (3).png", "Screenshot 42.png",
          "screenshot7.png", "20261122_101010.jpg", "PXL_20261122_101010123.MP.jpg",
          "WhatsApp Image 2026-11-22 at 10.10.10.jpeg", "3f2504e0-4f89-41d3-9a0c-0305e82c3301.webp",
          "a.png", "___.png", ".png", ""})
        CHECK(description_in(idle).empty());
    CHECK(description_in(std::string(400, 'x')).size() == 200);
}

TEST_CASE("rt: the content of an attachment is base64 in lines") {
    const auto read = [](const char* json) { return content_from(boost::json::parse(json)); };
    CHECK(read(R"({"Content":"iVBO\nRw0K\n"})") == "\x89PNG\r\n");
    CHECK(read(R"({"Content":null})") == "");
    CHECK(read("[]") == "");
    CHECK(read(R"({"Content":"!"})").error().code == "rt.content");
}

TEST_CASE("rt: a cursor remembers what it took within its window, and comes back as it was") {
    cursor at;
    for (std::uint64_t id = 1; id <= 1'000; id += 3) at.take(id);
    CHECK(at.last == 1'000);
    CHECK(at.knows(1));
    CHECK(at.knows(1'000));
    CHECK_FALSE(at.knows(999));
    CHECK_FALSE(at.knows(1'001));
    CHECK(at.taken.size() <= cursor::window);
    CHECK(cursor_from(to_text(at)).value() == at);
    CHECK_FALSE(cursor_from("nonsense"));
    CHECK_FALSE(cursor_from("[]"));
    CHECK(cursor_from(R"({"last":5,"taken":[9,-1,"x",4]})")->taken == std::set<std::uint64_t>{4});
}

TEST_CASE("rt: an answer names its case, its time and its author") {
    const auto said = reply_of(transaction("Correspond"), "x/care/100", "We found it", {}, "Petra");
    REQUIRE(said);
    CHECK(said->id == "55");
    CHECK(said->object_id == "100");
    CHECK(said->to_case);
    CHECK(said->author == "Petra");
    CHECK(format_rfc3339(said->written) == "2026-03-01T07:49:01.000Z");
    CHECK_FALSE(reply_of(transaction("Comment"), "x/care/100", "internal", {}, "Petra"));
    CHECK_FALSE(reply_of(transaction("Correspond"), "gap/x/care/now", "hm", {}, "Petra"));
    CHECK_FALSE(reply_of(transaction("Correspond"), "x/care/100", "", {}, "Petra"));
    CHECK(reply_of(transaction("Correspond"), "x/care/100", "", {{.id = "7"}}, "Petra"));
}

TEST_CASE("rt: closing, opening again and assigning are told, other changes are not") {
    transaction_record status = transaction("Status");
    status.old_value = "open";
    status.new_value = "resolved";
    CHECK(change_of(status, "x/care/100", closed)->what == ticket_act::closed);
    std::swap(status.old_value, status.new_value);
    CHECK(change_of(status, "x/care/100", closed)->what == ticket_act::reopened);
    status.old_value = "new";
    CHECK_FALSE(change_of(status, "x/care/100", closed));
    transaction_record owner = transaction("Set");
    owner.field = "Owner";
    owner.new_value = "Nobody";
    CHECK(change_of(owner, "x/care/100", closed)->to.empty());
    owner.new_value = "petra";
    CHECK(change_of(owner, "x/care/100", closed)->to == "petra");
    owner.field = "Subject";
    CHECK_FALSE(change_of(owner, "x/care/100", closed));
}

TEST_CASE("PAIN-20: rt: members of the wrong type read as empty, and nothing is fatal") {
    for (const char* odd : {"null", "[]", R"({"items":{}})", R"({"items":[1,null,"x",[]]})",
                            R"({"items":[{"id":{}},{"id":"-1"},{"id":"99999999999999999999"}]})"}) {
        const auto value = boost::json::parse(odd);
        CHECK(transactions_from(value).empty());
        CHECK(tickets_from(value).size() <= 2);
        CHECK(ticket_from(value).id.empty());
        attachments_from(value);
        queue_from(value);
    }
    CHECK(id_in("/REST/2.0/transaction/40") == "40");
    CHECK(id_in("fsck.com-rt://bed.example/ticket/2") == "2");
    CHECK(id_in("nothing").empty());
    CHECK(id_in("/x").empty());
}
