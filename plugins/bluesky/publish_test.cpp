#include "bluesky/publish.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "bluesky/bench_fixture.hpp"
#include "bluesky/json_reader.hpp"
#include "bluesky/tid.hpp"
#include "catch.hpp"

namespace earshot::bluesky {
namespace {

using namespace tests;

const std::string asked = uri_of("3lzasked22222");

publish_request answer(std::string text = "Hei Kari, se https://brand.example/claims ^Anna") {
    publish_request made;
    made.key = "reply-1";
    made.answer.object_id = asked;
    made.answer.text = std::move(text);
    made.accepted = at("2026-03-01T11:59:00.250Z");
    return made;
}

std::string asked_post(const std::string& more = "") {
    return list_json("posts", {R"({"uri":")" + asked +
                               R"(","cid":"bafyasked","record":{"text":"x")" + more + "}}"});
}

picture drawn(std::string description, std::string bytes) {
    picture made;
    made.media_type = "image/png";
    made.description = std::move(description);
    made.bytes = std::move(bytes);
    made.width = 640;
    made.height = 480;
    return made;
}

publish_request pictured() {
    publish_request made = answer();
    made.pictures = {drawn("map.png", "\x89PNG one"), drawn("", "\x89PNG two")};
    made.pictures[1].width = 0;
    return made;
}

std::string kept_blob(const std::string& link) {
    return R"({"blob":{"$type":"blob","ref":{"$link":")" + link +
           R"("},"mimeType":"image/png","size":8,"new":[]}})";
}

std::string image_json(const std::string& alt, const std::string& link) {
    return R"({"alt":")" + alt + R"(","image":{"$type":"blob","ref":{"$link":")" + link +
           R"("},"mimeType":"image/png","size":8})";
}

std::string found_record(const std::string& text, const std::string& parent = asked) {
    json::object out;
    out["uri"] = uri_of(key_of(answer()), brand_did);
    out["cid"] = "bafyfound";
    out["value"] = {{"text", text}, {"reply", {{"parent", {{"uri", parent}, {"cid", "c"}}}}}};
    return json::serialize(out);
}

std::string created() {
    return R"({"uri":")" + uri_of(key_of(answer()), brand_did) + R"(","cid":"bafynew"})";
}

result<receipt> publish(bench& on, publish_request request = answer()) {
    return testkit::run(on.plugin->publish(std::move(request)));
}

// Ready for an answer to be written.
void shows_the_post(bench& on) {
    on.logs_in();
    on.host.http.always("GET", posts_url, 200, asked_post());
}

json::object sent(const bench& on) {
    for (const http_request& one : on.host.http.requests())
        if (one.url == create_url) return parse_object(one.body).value();
    return {};
}

TEST_CASE("PAIN-22: an answer stands under the post, in its thread") {
    bench on;
    on.logs_in();
    on.host.http.answer("GET", posts_url, 200,
                        asked_post(R"(,"reply":{"root":{"uri":")" + uri_of("root") +
                                   R"(","cid":"bafyroot"},"parent":{"uri":")" + brand_post +
                                   R"(","cid":"bafybrand"}})"));
    on.host.http.answer("POST", create_url, 200, created());
    const auto made = publish(on);
    REQUIRE(made);
    CHECK(made->id == uri_of(key_of(answer()), brand_did));
    CHECK(made->url == "https://bsky.app/profile/" + brand_did + "/post/" + key_of(answer()));
    const json::object body = sent(on);
    CHECK(text_at(body, "repo") == brand_did);
    CHECK(text_at(body, "rkey") == answer_tid(answer().accepted, "reply-1"));
    const json::object& record = *object_at(body, "record");
    CHECK(text_at(record, "createdAt") == "2026-03-01T11:59:00.250Z");
    CHECK(text_at(*object_at(&record, {"reply", "root"}), "cid") == "bafyroot");
    CHECK(text_at(*object_at(&record, {"reply", "parent"}), "uri") == asked);
    CHECK(text_at(*object_at(&record, {"reply", "parent"}), "cid") == "bafyasked");
}

TEST_CASE("publish: a post that begins its thread is the root") {
    const auto where = read_place(asked_post(), asked);
    REQUIRE(where);
    CHECK((*where)->root == (*where)->parent);
    CHECK_FALSE(*read_place(list_json("posts", {}), asked));
    CHECK(read_place("<html>", asked).error().kind == error_kind::transient);
}

TEST_CASE("publish: links, tags and people are marked, in bytes; nobody known stays plain") {
    bench on({{"languages", std::vector<std::string>{"no", "en"}}});
    on.logs_in();
    on.host.http.answer("GET", posts_url, 200, asked_post());
    on.host.http.answer("GET", resolve_url + "?handle=kari.example.no", 200,
                        R"({"did":")" + kari_did + R"("})");
    on.host.http.answer("GET", resolve_url + "?handle=nobody.test", 400,
                        R"({"error":"InvalidRequest","message":"Unable to resolve handle"})");
    on.host.http.answer("POST", create_url, 200, created());
    REQUIRE(publish(on, answer("👍 @kari.example.no og @nobody.test, se brand.example #koffer")));
    const json::object body = sent(on);
    const json::object& record = *object_at(body, "record");
    const json::array& facets = *array_at(record, "facets");
    REQUIRE(facets.size() == 2);
    const json::object& person = facets[0].get_object();
    CHECK(integer_at(*object_at(person, "index"), "byteStart") == 5);
    CHECK(integer_at(*object_at(person, "index"), "byteEnd") == 21);
    CHECK(json::serialize(*array_at(person, "features")) ==
          R"([{"$type":"app.bsky.richtext.facet#mention","did":")" + kari_did + R"("}])");
    CHECK(json::serialize(facets[1]).find(R"("tag":"koffer")") != std::string::npos);
    CHECK(json::serialize(*array_at(record, "langs")) == R"(["no","en"])");
}

TEST_CASE("PAIN-39: length is counted in what people see, and too long is refused, not cut") {
    bench on;
    const auto length = [&](const std::string& text) { return on.plugin->length(text); };
    std::string families;
    for (int i = 0; i < 100; ++i) families += "👨‍👩‍👧";
    CHECK(length("Hei 🧳") == 5);
    CHECK(length(families) == 100);
    CHECK(length(std::string(301, 'x')) == 301);
    CHECK(on.plugin->limits().max_length == 300);
    for (int i = 0; i < 100; ++i) families += "👨‍👩‍👧";
    CHECK(length(families).error().code == "bluesky.too_many_bytes");
    CHECK(length(" \n").error().code == "bluesky.empty");
    CHECK(length("\xC3").error().code == "bluesky.not_utf8");
    CHECK(publish(on, answer(std::string(301, 'x'))).error().code == "bluesky.too_long");
    CHECK(on.host.http.requests().empty());
}

TEST_CASE("publish: what is no post of Bluesky's is not answered") {
    bench on;
    publish_request odd = answer();
    odd.answer.object_id = "2028000000000000101";
    CHECK(publish(on, odd).error().code == "bluesky.object_id");
}

TEST_CASE("publish: a deleted post is gone, a closed thread and a block are refused for good") {
    bench on;
    on.logs_in();
    on.host.http.answer("GET", posts_url, 200, list_json("posts", {}));
    on.host.http.answer("GET", thread_url, 400, R"({"error":"NotFound","message":"not found"})");
    CHECK(publish(on).error().kind == error_kind::gone);
    on.host.http.answer("GET", posts_url, 200, list_json("posts", {}));
    on.host.http.answer("GET", thread_url, 200,
                        R"({"thread":{"$type":"app.bsky.feed.defs#blockedPost"}})");
    CHECK(publish(on).error().code == "bluesky.blocked");
    std::string closed = asked_post();
    closed.insert(closed.find(R"("record")"), R"("viewer":{"replyDisabled":true},)");
    on.host.http.answer("GET", posts_url, 200, closed);
    const auto refused = publish(on);
    CHECK(refused.error().code == "bluesky.replies_closed");
    CHECK(refused.error().kind == error_kind::permanent);
    CHECK(on.calls(create_url) == 0);
}

TEST_CASE("PAIN-2: only a uri from the server makes an answer published") {
    bench on;
    on.logs_in();
    on.host.http.always("GET", posts_url, 200, asked_post());
    on.host.http.answer("POST", create_url, 200, "{}");
    CHECK(publish(on).error().kind == error_kind::conflict);
    on.host.http.answer("POST", create_url, 502, "<html>");
    on.host.http.answer("GET", record_url, 400, R"({"error":"RecordNotFound","message":"no"})");
    CHECK(publish(on).error().kind == error_kind::transient);
    on.host.http.answer("POST", create_url, 400,
                        R"({"error":"InvalidRequest","message":"Invalid record"})");
    on.host.http.answer("GET", record_url, 400, R"({"error":"RecordNotFound","message":"no"})");
    CHECK(publish(on).error().kind == error_kind::invalid);
}

TEST_CASE("publish: every attempt has the same key, so that a second is refused and found") {
    bench on;
    on.logs_in();
    on.host.http.always("GET", posts_url, 200, asked_post());
    on.host.http.fail("POST", create_url, error(error_kind::transient, "http.timeout", "none"));
    CHECK(publish(on).error().code == "http.timeout");
    const json::object first = sent(on);
    on.host.http.forget();
    on.host.http.answer("POST", create_url, 500, R"({"error":"InternalServerError"})");
    on.host.http.answer("GET", record_url, 200, found_record(answer().answer.text));
    const auto again = publish(on);
    REQUIRE(again);
    CHECK(again->id == uri_of(key_of(answer()), brand_did));
    CHECK(sent(on) == first);
}

TEST_CASE("reconcile: looks at the one record that an earlier attempt can have made") {
    bench on;
    on.logs_in();
    const auto reconcile = [&] { return testkit::run(on.plugin->reconcile(answer())); };
    on.host.http.answer("GET", record_url, 200, found_record(answer().answer.text));
    const auto found = reconcile();
    REQUIRE(found);
    CHECK((*found)->id == uri_of(key_of(answer()), brand_did));
    CHECK(on.host.http.last().url.ends_with("rkey=" + key_of(answer())));
    on.host.http.answer("GET", record_url, 400, R"({"error":"RecordNotFound","message":"no"})");
    CHECK_FALSE(*reconcile());
    on.host.http.answer("GET", record_url, 502, "<html>");
    CHECK(reconcile().error().kind == error_kind::transient);
    on.host.http.answer("GET", record_url, 200, found_record("another text"));
    CHECK(reconcile().error().code == "bluesky.key_taken");
    on.host.http.answer("GET", record_url, 200, found_record(answer().answer.text, uri_of("b")));
    CHECK(reconcile().error().code == "bluesky.key_taken");
}

TEST_CASE("publish: pictures are left with the server, and stand in the answer in their order") {
    bench on;
    shows_the_post(on);
    on.host.http.answer("POST", upload_url, 200, kept_blob("bafkone"));
    on.host.http.answer("POST", upload_url, 200, kept_blob("bafktwo"));
    on.host.http.answer("POST", create_url, 200, created());
    REQUIRE(publish(on, pictured()));
    std::vector<http_request> uploads;
    for (const http_request& one : on.host.http.requests())
        if (one.url == upload_url) uploads.push_back(one);
    REQUIRE(uploads.size() == 2);
    CHECK(uploads[0].body == "\x89PNG one");
    CHECK(uploads[1].body == "\x89PNG two");
    CHECK(std::ranges::count(uploads[0].headers, std::pair<std::string, std::string>(
                                                     "content-type", "image/png")) == 1);
    CHECK(uploads[0].budget_label == "upload");
    const json::object body = sent(on);
    const json::object* embed = object_at(&body, {"record", "embed"});
    REQUIRE(embed);
    CHECK(json::serialize(*embed) ==
          R"({"$type":"app.bsky.embed.images","images":[)" + image_json("map.png", "bafkone") +
              R"(,"aspectRatio":{"width":640,"height":480}},)" + image_json("", "bafktwo") + "}]}");
}

TEST_CASE("publish: an answer without pictures has no embed, and uploads nothing") {
    bench on;
    shows_the_post(on);
    on.host.http.answer("POST", create_url, 200, created());
    REQUIRE(publish(on));
    CHECK_FALSE(object_at(sent(on), "record")->contains("embed"));
    CHECK(on.calls(upload_url) == 0);
}

TEST_CASE("publish: a picture that the server does not take keeps the answer from being written") {
    bench on;
    shows_the_post(on);
    const auto refused = [&](int status, const std::string& body) {
        on.host.http.answer("POST", upload_url, status, body);
        return publish(on, pictured()).error();
    };
    const error large = refused(413, R"({"error":"PayloadTooLarge","message":"too large"})");
    CHECK(large.kind == error_kind::permanent);
    CHECK(large.detail.find("answer with a smaller picture, or without") != std::string::npos);
    CHECK(refused(413, "<html>").code == "bluesky.too_large");
    CHECK(refused(400, R"({"error":"InvalidMimeType"})").code == "bluesky.picture_refused");
    CHECK(refused(502, "<html>").kind == error_kind::transient);
    CHECK(refused(429, R"({"error":"RateLimitExceeded"})").kind == error_kind::throttled);
    on.host.http.fail("POST", upload_url, error(error_kind::invalid, "http.too_large", "9 MB"));
    CHECK(publish(on, pictured()).error().kind == error_kind::transient);
    CHECK(on.calls(create_url) == 0);
    CHECK(on.calls(record_url) == 0);
}

TEST_CASE("publish: a session that ends between two pictures is renewed at the next attempt") {
    bench on;
    shows_the_post(on);
    on.host.http.answer("POST", upload_url, 200, kept_blob("bafkone"));
    on.host.http.answer("POST", upload_url, 400, R"({"error":"ExpiredToken"})");
    CHECK(publish(on, pictured()).error().kind == error_kind::unauthorized);
    on.host.http.answer("POST", refresh_url, 200, on.session("two"));
    on.host.http.always("POST", upload_url, 200, kept_blob("bafk"));
    on.host.http.answer("POST", create_url, 200, created());
    CHECK(publish(on, pictured()));
    CHECK(on.calls(upload_url) == 4);
}

TEST_CASE("publish: a picture that the server forgot meanwhile is left there again") {
    bench on;
    shows_the_post(on);
    on.host.http.always("POST", upload_url, 200, kept_blob("bafk"));
    on.host.http.answer("POST", create_url, 400, R"({"error":"BlobNotFound"})");
    CHECK(publish(on, pictured()).error().kind == error_kind::transient);
    on.host.http.answer("POST", create_url, 200, created());
    CHECK(publish(on, pictured()));
    CHECK(on.calls(upload_url) == 4);
}

TEST_CASE("publish: what the server says of a picture is read whole, or the answer waits") {
    const auto read = [](const std::string& body) {
        return read_uploaded(body, drawn(std::string(3'000, 'x'), "bytes"));
    };
    const auto image = read(fixture("uploaded.json"));
    REQUIRE(image);
    CHECK(integer_at(*object_at(*image, "image"), "size") == 6'868);
    CHECK(text_at(*image, "alt") == std::string(2'000, 'x'));
    for (const std::string body :
         {"<html>", "{}", R"({"blob":[]})",
          R"({"blob":{"ref":{},"mimeType":"image/png","size":8}})",
          R"({"blob":{"ref":{"$link":"bafk"},"size":8}})",
          R"({"blob":{"ref":{"$link":"bafk"},"mimeType":"image/png","size":0}})"})
        CHECK(read(body).error().kind == error_kind::transient);
    bench on;
    shows_the_post(on);
    on.host.http.answer("POST", upload_url, 200, "{}");
    CHECK(publish(on, pictured()).error().code == "bluesky.body");
    CHECK(on.calls(create_url) == 0);
}

TEST_CASE("publish: more pictures than Bluesky takes, or larger ones, are refused, not left out") {
    bench on;
    CHECK(on.plugin->limits().max_pictures == 4);
    CHECK(on.plugin->limits().max_picture_size == 2'000'000);
    publish_request many = answer();
    many.pictures.assign(5, drawn("", "x"));
    CHECK(publish(on, many).error().code == "bluesky.too_many_pictures");
    publish_request large = answer();
    large.pictures = {drawn("", std::string(2'000'001, 'x'))};
    CHECK(publish(on, large).error().code == "bluesky.picture_too_large");
    CHECK(on.host.http.requests().empty());
}

TEST_CASE("reconcile: an answer with pictures is known by its key and text") {
    bench on;
    on.logs_in();
    std::string found = found_record(answer().answer.text);
    found.insert(found.find(R"("text")"), R"("embed":{"$type":"app.bsky.embed.images"},)");
    on.host.http.answer("GET", record_url, 200, found);
    const auto made = testkit::run(on.plugin->reconcile(answer()));
    REQUIRE(made);
    CHECK(made->has_value());
}

}  // namespace
}  // namespace earshot::bluesky
