#include "catch.hpp"
#include "helpdesk_fixture.hpp"

using namespace earshot;
using namespace earshot::helpdesk;

TEST_CASE("helpdesk words: what was said, by whom, where and when") {
    CHECK(note_of(said("100", "My suitcase is not here")).text ==
          "My suitcase is not here\n\n"
          "Ana Sommer (@ana), post on x, 2026-03-01 07:49:01 UTC\n"
          "https://x.example/ana/100");
}

TEST_CASE("PAIN-19: an attachment that could not be fetched does not hold the words back") {
    sink_item one = said("100", "Look");
    one.item.attachments = {{.id = "1",
                             .media_type = "image",
                             .url = "https://cdn.example/1.jpg",
                             .alt_text = "a broken suitcase",
                             .state = fetch_state::failed},
                            {.id = "2", .media_type = "video", .url = "https://cdn.example/2"}};
    const note shown = note_of(one);
    CHECK(shown.text.starts_with(
        "Look\n\nAttached:\n- image, described as \"a broken suitcase\": https://cdn.example/1.jpg "
        "(it could not be fetched)\n- video: https://cdn.example/2\n\n"));
    CHECK(shown.attachments.size() == 2);
    CHECK(shown.wakes);
}

TEST_CASE("PAIN-21: an edit is shown as one, and so is a deletion") {
    sink_item one = said("100", "My bag is not here");
    one.item.kind = message_kind::edit;
    CHECK(note_of(one).text.starts_with(
        "The customer edited the message. It now reads:\n\nMy bag is not here"));
    one.item.kind = message_kind::deletion;
    one.item.text.clear();
    const note gone = note_of(one);
    CHECK(
        gone.text.starts_with("The customer deleted this message on the platform. An answer to "
                              "it will not be published."));
    CHECK(gone.from == note_origin::earshot);
    CHECK_FALSE(gone.wakes);
}

TEST_CASE("helpdesk words: an answer typed in the platform's own app is the brand's") {
    sink_item one = said("100", "It is on its way");
    one.item.from = direction::from_us;
    const note shown = note_of(one);
    CHECK(shown.from == note_origin::brand);
    CHECK_FALSE(shown.wakes);
    CHECK(shown.text.starts_with("Answered for the brand on the platform itself:\n\nIt is on"));
    CHECK(draft_of(one).customer == author{});
}

TEST_CASE("helpdesk words: stars, advice to agents, and a message without text") {
    sink_item one = said("100", "");
    one.item.kind = message_kind::review;
    one.item.stars = 2;
    one.understood.suggestions = {"ask_to_delete", "unheard_of"};
    const std::string text = note_of(one).text;
    CHECK(text.starts_with("(It has no text.)\n\nAna Sommer (@ana), review on x"));
    CHECK(text.find("2 of 5 stars") != std::string::npos);
    CHECK(text.find("For agents: a card, account or other long number stands in public.") !=
          std::string::npos);
    CHECK(text.find("unheard_of") == std::string::npos);
}

TEST_CASE("helpdesk words: a subject is one line, whatever there is") {
    sink_item one = said("100", "");
    CHECK(draft_of(one).subject == "post by Ana Sommer (@ana) on x");
    one.item.text = "First line\nsecond";
    CHECK(draft_of(one).subject == "First line");
    one.understood.subject = "Suitcase missing";
    CHECK(draft_of(one).subject == "Suitcase missing");
    one.understood.subject.clear();
    one.item.text.clear();
    for (int i = 0; i < 60; ++i) one.item.text += "é";
    const std::string cut = draft_of(one).subject;
    CHECK(cut.size() <= 83);
    CHECK(cut.ends_with("é..."));
}

TEST_CASE("helpdesk words: what belongs to no case goes by the message's own name") {
    CHECK(draft_of(said("100", "Hello", "")).case_key == "x/care/100");
}

TEST_CASE("helpdesk words: an answer of ours is confirmed, one from elsewhere is shown") {
    const reply answer{.id = "t9",
                       .origin = "desk",
                       .platform = "x",
                       .account = "care",
                       .object_id = "100",
                       .author = "Petra",
                       .text = "It is on its way."};
    const notice one{.key = "n1",
                     .case_key = "x/care/100",
                     .what = answer_published{answer, {"55", "https://x.example/care/55"}}};
    const note own = note_of(one, "desk");
    CHECK(own.from == note_origin::earshot);
    CHECK(own.text == "The answer of Petra was published on x: https://x.example/care/55");
    const note other = note_of(one, "other_desk");
    CHECK(other.from == note_origin::brand);
    CHECK(other.text ==
          "Answered for the brand from elsewhere (desk):\n\nIt is on its way.\n\n"
          "By Petra. It was published on x: https://x.example/care/55");
}

TEST_CASE("helpdesk words: an agent's answer names the case it answers") {
    const auto answer = answer_to("bluesky/care/at://did:plc:1/app.bsky.feed.post/3k", "41", "Yes");
    REQUIRE(answer);
    CHECK(answer->platform == "bluesky");
    CHECK(answer->account == "care");
    CHECK(answer->object_id == "at://did:plc:1/app.bsky.feed.post/3k");
    CHECK(answer->to_case);
    CHECK_FALSE(answer_to("gap/x/care/2026-03-01T00:00:00.000Z", "41", "Yes"));
    CHECK_FALSE(answer_to("nonsense", "41", "Yes"));
    CHECK(names_a_case("x/care/100"));
    CHECK_FALSE(names_a_case("gap/x/care/2026-03-01T00:00:00.000Z"));
    CHECK_FALSE(names_a_case(field_key(std::string(300, 'x'))));
}
