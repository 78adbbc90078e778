#include "desk/gate.hpp"

#include "catch.hpp"

using namespace earshot;

namespace {

desk::policy one_account() {
    desk::policy rules;
    desk::voice& speaker = rules.accounts["klm"];
    speaker.platform = "x";
    speaker.publishes = true;
    speaker.limits.max_length = 280;
    speaker.limits.only_if_addressed = true;
    return rules;
}

message complaint() {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = "1990000000000000007";
    item.addressed = true;
    item.text = "@KLM my bag is in Oslo, I am not";
    return item;
}

reply answer() {
    reply item;
    item.id = "77";
    item.origin = "helpdesk";
    item.platform = "x";
    item.account = "klm";
    item.object_id = "1990000000000000007";
    item.text = "It is on the next flight.";
    return item;
}

journal::entry entry_seven() {
    journal::entry about;
    about.seq = 7;
    about.at = timestamp{std::chrono::days{20'000}};
    about.kind = journal::entry_kind::reply;
    return about;
}

std::variant<journal::enqueue, journal::refusal> judge(const reply& item,
                                                       const desk::reply_facts& facts) {
    return desk::judge(one_account(), entry_seven(), item, facts);
}

std::string refused_because(const reply& item, const desk::reply_facts& facts) {
    const auto made = judge(item, facts);
    const auto* refused = std::get_if<journal::refusal>(&made);
    return refused ? refused->why.code : "published";
}

}  // namespace

TEST_CASE("gate: an answer to one who called goes out, first in line, until it is too late") {
    const auto made = judge(answer(), {.answered = complaint(), .length = 25});
    const auto* sent = std::get_if<journal::enqueue>(&made);
    REQUIRE(sent);
    CHECK(sent->destination == "publish:klm");
    CHECK(sent->priority == journal::lane::urgent);
    CHECK(sent->key == "helpdesk/77");
    CHECK(sent->conversation == "x/klm/1990000000000000007");
    CHECK(sent->expires == entry_seven().at + std::chrono::hours{24});
}

TEST_CASE("gate: the helpdesk's own expiry counts where it gives one") {
    reply item = answer();
    item.expires = timestamp{std::chrono::days{20'001}};
    const auto made = judge(item, {.answered = complaint(), .length = 25});
    REQUIRE(std::holds_alternative<journal::enqueue>(made));
    CHECK(std::get<journal::enqueue>(made).expires == item.expires);
}

TEST_CASE("gate: the gate refuses, and says why") {
    const desk::reply_facts good{.answered = complaint(), .length = 25};
    CHECK(refused_because(answer(), good) == "published");

    SECTION("an account that is not configured") {
        reply item = answer();
        item.account = "klmm";
        CHECK(refused_because(item, good) == "reply.unknown_account");
    }
    SECTION("an account of another platform") {
        reply item = answer();
        item.platform = "facebook";
        CHECK(refused_because(item, good) == "reply.unknown_account");
    }
    SECTION("a message that never arrived") {
        CHECK(refused_because(answer(), {.answered = {}, .length = 25}) == "reply.unknown_message");
    }
    SECTION("a message that the customer has deleted") {
        desk::reply_facts facts = good;
        facts.answered->kind = message_kind::deletion;
        CHECK(refused_because(answer(), facts) == "reply.deleted");
    }
    SECTION("no text") {
        reply item = answer();
        item.text.clear();
        CHECK(refused_because(item, good) == "reply.empty");
    }
    SECTION("one that could not be made out, for that reason before all others") {
        reply item = answer();
        item.unusable = "the text was cut: send it again";
        CHECK(refused_because(item, good) == "reply.unusable");
        item.account = "klmm";
        CHECK(refused_because(item, {}) == "reply.unusable");
    }
    SECTION("somebody who spoke about the brand, not to it") {
        desk::reply_facts facts = good;
        facts.answered->addressed = false;
        CHECK(refused_because(answer(), facts) == "conduct.not_addressed");
    }
    SECTION("a text too long as the platform counts") {
        CHECK(refused_because(answer(), {.answered = complaint(), .length = 281}) ==
              "reply.too_long");
    }
    SECTION("a text that the platform would not take at all") {
        const desk::reply_facts facts{
            .answered = complaint(), .length = fail(error_kind::invalid, "x.characters", "U+FFFE")};
        CHECK(refused_because(answer(), facts) == "x.characters");
    }
}

TEST_CASE("gate: pictures go out with an answer where the platform takes them as they are") {
    desk::policy rules = one_account();
    publish_limits& limits = rules.accounts["klm"].limits;
    limits.max_pictures = 1;
    limits.max_picture_size = 2'000'000;
    reply item = answer();
    item.pictures = {{"4711", "image/png", "where gate D7 is", 90'000}};
    const auto outcome = [&] {
        const auto made =
            desk::judge(rules, entry_seven(), item, {.answered = complaint(), .length = 25});
        const auto* refused = std::get_if<journal::refusal>(&made);
        if (refused) return refused->why.code;
        return reply_from_json(std::get<journal::enqueue>(made).approved).value().pictures.at(0).id;
    };
    CHECK(outcome() == "4711");

    SECTION("more than it takes") {
        item.pictures.push_back(item.pictures[0]);
        CHECK(outcome() == "reply.too_many_pictures");
    }
    SECTION("any, where it takes none") {
        limits.max_pictures = 0;
        CHECK(outcome() == "reply.too_many_pictures");
    }
    SECTION("one that is too large") {
        item.pictures[0].size = 2'000'001;
        CHECK(outcome() == "reply.picture_too_large");
    }
    SECTION("one of a type that cannot be cleaned of what the camera noted") {
        item.pictures[0].media_type = "image/webp";
        CHECK(outcome() == "reply.picture_type");
    }
}

TEST_CASE("gate: an account whose plugin only listens cannot answer") {
    desk::policy rules = one_account();
    rules.accounts["klm"].publishes = false;
    const auto made =
        desk::judge(rules, entry_seven(), answer(), {.answered = complaint(), .length = 25});
    REQUIRE(std::holds_alternative<journal::refusal>(made));
    CHECK(std::get<journal::refusal>(made).why.code == "reply.cannot_publish");
}
