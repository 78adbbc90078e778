#include "bluesky/post_mapping.hpp"

#include <boost/json.hpp>

#include "bluesky/fixture.hpp"
#include "bluesky/json_reader.hpp"
#include "bluesky/page.hpp"
#include "catch.hpp"

namespace earshot::bluesky {
namespace {

using namespace tests;

result<message> mapped(std::size_t index) {
    const auto page = read_notifications(fixture("mentions_page.json"));
    return map_post(page->posts.at(index).shown, brand(), brand_did);
}

result<message> mapped(const std::string& text) {
    return map_post(parse_object(text).value(), brand(), brand_did);
}

TEST_CASE("PAIN-22: a reply keeps its thread, its parent and what it quotes") {
    const auto reply = mapped(0);
    REQUIRE(reply);
    CHECK(reply->thread_id == uri_of("3lzroot222222"));
    CHECK(reply->parent_id == brand_post);
    CHECK(mapped(1)->quoted_id == brand_post);
    CHECK(mapped(1)->thread_id == mapped(1)->object_id);
}

TEST_CASE("PAIN-14: a public comment under our post is a message like any other") {
    const auto made = mapped(0);
    REQUIRE(made);
    CHECK(made->kind == message_kind::reply);
    CHECK(made->addressed);
    CHECK(made->from == direction::from_customer);
    CHECK(made->platform == "bluesky");
    CHECK(made->account == "blauw");
    CHECK(made->object_id == uri_of("3lzreply22222"));
    CHECK(made->revision.empty());
    CHECK(made->by.id == kari_did);
    CHECK(made->by.handle == "kari.example.no");
    CHECK(made->by.display_name == "Kari");
    CHECK(made->by.verified);
    CHECK(made->platform_language == "no");
    CHECK(made->permalink == "https://bsky.app/profile/" + kari_did + "/post/3lzreply22222");
    REQUIRE(made->entities.size() == 2);
    CHECK(made->entities[0] == entity{entity_kind::mention, 0, 14, "brand.example", brand_did});
    CHECK(made->entities[1].value == "https://kari.example.no/k");
    CHECK(made->entities[1].begin == 50);
    CHECK_FALSE(made->raw.empty());
}

TEST_CASE("mapping: a post that claims to be from the future is as old as the server says") {
    CHECK(mapped(1)->created == at("2026-03-01T09:10:00Z"));
    CHECK(mapped(0)->created == at("2026-03-01T09:15:01.900Z"));
    CHECK(mapped(post_json("a", "2026-02-01T00:00:00Z"))->created == at("2026-02-01T00:00:00Z"));
}

TEST_CASE("mapping: an author that calls itself a bot is one; what others say does not count") {
    CHECK(mapped(1)->by.automated);
    CHECK_FALSE(mapped(0)->by.automated);
    std::string text = post_json("a", "2026-03-01T09:00:00Z");
    text.insert(text.find("\"handle\""), R"("labels":[{"src":"did:plc:judge","val":"bot"}],)");
    CHECK_FALSE(mapped(text)->by.automated);
}

TEST_CASE("mapping: an image has its words, and an address where the server gives one") {
    const auto bare = mapped(1);
    REQUIRE(bare->attachments.size() == 1);
    CHECK(bare->attachments[0].alt_text == "A board full of delays");
    CHECK(bare->attachments[0].media_type == "image/jpeg");
    CHECK(bare->attachments[0].id == "bafkreiboard");
    CHECK(bare->attachments[0].url.empty());
    auto page = read_notifications(fixture("mentions_page.json"));
    json::object& shown = page->posts.at(1).shown;
    shown["embed"] =
        json::parse(R"({"media":{"images":[{"fullsize":"https://cdn.example/full.jpg"}]}})");
    const auto whole = map_post(shown, brand(), brand_did);
    CHECK(whole->attachments.at(0).url == "https://cdn.example/full.jpg");
}

TEST_CASE("mapping: a video and a card for a link are attached too") {
    const auto with = [](const std::string& embed) {
        return mapped(post_json("a", "2026-03-01T09:00:00Z", "mention", "", kari_did,
                                R"(,"embed":)" + embed))
            ->attachments;
    };
    const auto video = with(R"({"video":{"ref":{"$link":"bafkv"},"mimeType":"video/mp4"},
                                "alt":"the belt"})");
    REQUIRE(video.size() == 1);
    CHECK(video[0].media_type == "video/mp4");
    CHECK(video[0].alt_text == "the belt");
    const auto card = with(R"({"external":{"uri":"https://a.example/","title":"A page"}})");
    REQUIRE(card.size() == 1);
    CHECK(card[0].url == "https://a.example/");
    CHECK(card[0].alt_text == "A page");
    CHECK(with(R"({"images":7})").empty());
    CHECK(with(R"({"record":{"uri":"at://did:plc:a/app.bsky.graph.list/1","cid":"c"}})").empty());
}

TEST_CASE("mapping: our own post is from us and addresses nobody") {
    const auto made = mapped(post_json("3lzbrand22222", "2026-03-01T09:00:00Z", "", "", brand_did));
    CHECK(made->from == direction::from_us);
    CHECK_FALSE(made->addressed);
}

TEST_CASE("mapping: a post that merely stands in a list does not address us") {
    CHECK_FALSE(mapped(post_json("a", "2026-03-01T09:00:00Z", ""))->addressed);
    CHECK(mapped(post_json("a", "2026-03-01T09:00:00Z", "mention"))->addressed);
}

TEST_CASE("mapping: what is no post is refused, naming the member") {
    CHECK(mapped(2).error().detail.starts_with("author:"));
    CHECK(mapped("{}").error().detail.starts_with("uri:"));
    const std::string good = post_json("a", "2026-03-01T09:00:00Z");
    std::string other = good;
    other.replace(other.find("app.bsky.feed.post"), 18, "app.bsky.feed.like");
    CHECK(mapped(other).error().detail.starts_with("uri:"));
    CHECK(mapped(post_json("a", "yesterday")).error().detail.starts_with("indexedAt:"));
}

TEST_CASE("PAIN-21: a post that is gone is told as a deletion of the same object") {
    const auto made = deletion_of(uri_of("a"), brand(), brand_did, at("2026-03-01T10:00:00Z"));
    CHECK(made.kind == message_kind::deletion);
    CHECK(made.object_id == uri_of("a"));
    CHECK(made.revision == "deleted");
    CHECK(made.by.id == kari_did);
    CHECK(made.from == direction::from_customer);
    CHECK(made.text.empty());
}

}  // namespace
}  // namespace earshot::bluesky
