#include "catch.hpp"
#include "helpdesk_fixture.hpp"

using namespace earshot;
using namespace earshot::helpdesk;
using namespace std::chrono_literals;

namespace {

const std::string cdn = "https://cdn.example.com";
const std::string parcel = cdn + "/i/parcel.jpg?size=large";

class media_fixture : public helpdesk_fixture {
public:
    explicit media_fixture(std::vector<std::string> from = {"cdn.example.com"})
        : helpdesk_fixture(settings({{"media_from", std::move(from)}})) {}

    void serves(int status, std::string body = "bytes", const std::string& type = "image/jpeg") {
        host.http.answer("GET", cdn, status, std::move(body), {{"content-type", type}});
    }

    void says(const std::string& key, const std::vector<std::string>& urls) {
        sink_item one = said(key, "This is what arrived");
        for (const std::string& url : urls) one.item.attachments.push_back({.url = url});
        REQUIRE(deliver({one})[0]);
    }

    // The next ones, after a pause.
    void later(duration pause = 1min) {
        host.clock.advance(pause);
        bring_media();
    }

    const std::vector<media_file>& files() const { return system.tickets.at(0).files; }
    std::size_t asked() const { return host.http.requests().size(); }
    std::size_t left_out() const { return host.log.count("helpdesk.media_left_out"); }
};

}  // namespace

TEST_CASE(
    "PAIN-19: a picture that cannot be fetched does not hold the words back, and is fetched "
    "later") {
    media_fixture on;
    on.says("100", {parcel});
    CHECK(on.system.notes("100") == 1);
    CHECK(on.asked() == 0);

    on.serves(503);
    on.bring_media();
    on.host.http.fail("GET", cdn, error(error_kind::transient, "http.timeout", "no answer"));
    on.later();
    CHECK(on.files().empty());
    on.serves(200);
    on.later();
    REQUIRE(on.files().size() == 1);
    CHECK(on.files()[0].bytes == "bytes");
    CHECK(on.files()[0].type == "image/jpeg");
    CHECK(on.files()[0].name == "parcel.jpg");
    CHECK(on.files()[0].text == "A file of what was said here, from\n" + parcel);
    on.later(24h);
    CHECK(on.asked() == 3);
    CHECK(on.left_out() == 0);
}

TEST_CASE("PAIN-19: a file whose attaching ended without an answer is not attached again") {
    media_fixture on;
    on.says("100", {parcel});
    on.serves(200);
    on.system.answer_of_attach = error(error_kind::transient, "http.timeout", "no answer");
    on.bring_media();
    on.later();
    on.later(24h);
    CHECK(on.files().size() == 1);
    CHECK(on.asked() == 1);
}

TEST_CASE("PAIN-19: whatever step a process dies at, the file is on its ticket, once") {
    int steps = 0;
    for (bool died = true; died; ++steps) {
        media_fixture on;
        for (int i = 0; i < 3; ++i) on.serves(200);
        sink_item one = said("100", "This is what arrived");
        one.item.attachments = {{.url = parcel}};
        on.end.kill_before(steps);
        died = false;
        try {
            on.deliver({one});
            on.bring_media();
        } catch (const killed&) {
            died = true;
        }
        on.end.spare();
        one.repeated = true;
        REQUIRE(on.deliver({one})[0]);
        on.bring_media();
        on.later();
        on.later();
        CAPTURE(steps);
        CHECK(on.files().size() == 1);
        CHECK(on.system.notes("100") == 1);
    }
    CHECK(steps > 15);
}

TEST_CASE("helpdesk media: what an edit brings along again is on the ticket already") {
    media_fixture on;
    on.serves(200);
    on.says("100", {parcel});
    on.bring_media();
    on.says("100-edited", {parcel});
    on.bring_media();
    CHECK(on.files().size() == 1);
    CHECK(on.asked() == 1);
}

TEST_CASE("helpdesk media: a host that nobody named is never asked") {
    media_fixture on({"cdn.example.com", "https://other.example/pictures"});
    on.says("100", {"https://evil.example/a.jpg", "http://cdn.example.com/a.jpg",
                    "https://cdn.example.com@evil.example/a.jpg",
                    "https://cdn.example.com.evil.example/a.jpg", "https://other.example/a.jpg",
                    "https://cdn.example.com:8443/a.jpg", "cdn.example.com/a.jpg", ""});
    on.bring_media();
    CHECK(on.asked() == 0);
    CHECK(on.left_out() == 0);
    on.host.http.answer("GET", "https://other.example/pictures/a", 200, "bytes",
                        {{"content-type", "image/png"}});
    on.says("101", {"https://other.example/pictures/a"});
    on.bring_media();
    CHECK(on.files().at(0).name == "a.png");
}

TEST_CASE("helpdesk media: where no host is named, nothing is fetched") {
    helpdesk_fixture on;
    sink_item one = said("100", "This is what arrived");
    one.item.attachments = {{.url = parcel}};
    REQUIRE(on.deliver({one})[0]);
    on.bring_media();
    CHECK(on.host.http.requests().empty());
    CHECK(on.kept.values.size() == 2);
}

TEST_CASE("helpdesk media: what can never be attached is left out at once, and said") {
    media_fixture on;
    on.says("100", {parcel});
    const auto [status, bytes, type, why] =
        GENERATE(table<int, std::size_t, std::string, std::string>(
            {{404, 5, "image/png", "helpdesk.media_refused"},
             {410, 5, "image/png", "helpdesk.media_refused"},
             {302, 5, "image/png", "helpdesk.media_refused"},
             {200, 0, "image/png", "helpdesk.media_size"},
             {200, (8 << 20) + 1, "image/png", "helpdesk.media_size"},
             {200, 5, "text/html; charset=utf-8", "helpdesk.media_type"},
             {200, 5, "image/svg+xml", "helpdesk.media_type"},
             {200, 5, "image/png\"; x", "helpdesk.media_type"},
             {200, 5, "image/", "helpdesk.media_type"},
             {200, 5, "image/+", "helpdesk.media_type"},
             {200, 5, "image/x/png", "helpdesk.media_type"},
             {200, 5, "", "helpdesk.media_type"}}));
    on.serves(status, std::string(bytes, 'x'), type);
    on.bring_media();
    CHECK(on.files().empty());
    REQUIRE(on.left_out() == 1);
    const auto& event = on.host.log.events().back();
    CHECK(event.fields.at("case") == "x/care/100");
    CHECK(event.fields.at("from") == cdn);
    CHECK(event.fields.at("why").starts_with(why + ": "));
    on.later();
    CHECK(on.asked() == 1);
}

TEST_CASE("helpdesk media: a server that is away is asked with growing pauses, for a day") {
    media_fixture on;
    on.host.http.always("GET", cdn, 503, "");
    on.says("100", {parcel});
    for (int minute = 0; minute < 24 * 60; ++minute, on.host.clock.advance(1min)) on.bring_media();
    CHECK(on.left_out() == 0);
    for (int minute = 0; minute < 8 * 60; ++minute, on.host.clock.advance(1min)) on.bring_media();
    CHECK(on.left_out() == 1);
    CHECK(on.asked() > 10);
    CHECK(on.asked() < 20);
}

TEST_CASE("helpdesk media: the first eight of an entry, a few at a time") {
    media_fixture on;
    std::vector<std::string> urls;
    for (char name = 'a'; name <= 'j'; ++name) urls.push_back(cdn + "/" + name);
    for (std::size_t i = 0; i < urls.size(); ++i) on.serves(200, "bytes", "video/mp4");
    on.says("100", urls);
    on.bring_media();
    CHECK(on.files().size() == 5);
    on.bring_media();
    on.bring_media();
    REQUIRE(on.files().size() == 8);
    CHECK(on.files()[7].name == "h.mp4");
}

TEST_CASE("helpdesk media: five hundred files wait, and no more; their places are used again") {
    media_fixture on;
    for (int i = 0; i < 501; ++i) on.says("m" + std::to_string(i), {cdn + "/" + std::to_string(i)});
    CHECK(on.left_out() == 1);
    CHECK(on.host.log.events().back().fields.at("why").starts_with("helpdesk.media_waiting: "));
    for (int i = 0; i < 5; ++i) on.serves(404);
    on.bring_media();
    on.says("more", {parcel});
    CHECK(on.left_out() == 6);
    CHECK(on.kept.values.size() == 502);
}

TEST_CASE("helpdesk media: a file's name ends as its type says, and is a plain one") {
    const auto [path, type, name] = GENERATE(table<std::string, std::string, std::string>(
        {{"/plain/did:plc:a/bafk@jpeg", "image/jpeg", "bafk_jpeg.jpeg"},
         {"/run.html", "Image/PNG", "run.html.png"},
         {"/", "application/pdf", "file.pdf"},
         {"/..", "audio/mpeg; q=1", "file...mpeg"},
         {"/%2e%2e%2fetc#a", "video/x-matroska", "_2e_2e_2fetc.xmatroska"}}));
    media_fixture on;
    on.serves(200, "bytes", type);
    on.says("100", {cdn + path});
    on.bring_media();
    REQUIRE(on.files().size() == 1);
    CHECK(on.files()[0].name == name);
}

TEST_CASE("helpdesk media: nothing is asked of a file whose ticket is gone") {
    media_fixture on;
    on.says("100", {parcel});
    on.system.tickets[0].gone = true;
    on.bring_media();
    CHECK(on.asked() == 0);
    CHECK(on.left_out() == 1);
}
