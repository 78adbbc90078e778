// All of a published set of customer care conversations, where EARSHOT_CARE_DATA names its file
// (care-conversations.json of the Twitter Conversations Dataset for Conversational Document
// Prediction, EMNLP 2020).
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>

#include "catch.hpp"
#include "replay/source_fixture.hpp"
#include "text/normalize.hpp"

namespace earshot::replay {

namespace {

namespace json = boost::json;

struct spoken {
    std::string session;
    std::string text;

    auto operator<=>(const spoken&) const = default;
};

// What was said in the file, read without the code under test.
std::multimap<std::string, spoken> spoken_in(const char* path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    std::multimap<std::string, spoken> all;
    const json::value whole = json::parse(bytes);
    for (const json::value& one : whole.as_array()) {
        const json::object& conversation = one.as_object();
        const auto session = json::value_to<std::string>(
            conversation.at("dialogHeader").as_object().at("sessionID"));
        for (const json::value& turn : conversation.at("dialogContent").as_array())
            all.emplace(
                json::value_to<std::string>(turn.as_object().at("tweet_ID")),
                spoken{session, json::value_to<std::string>(turn.as_object().at("message"))});
    }
    return all;
}

std::vector<message> play(const char* path, int most) {
    player on(path, 0);
    std::vector<message> all;
    for (std::string cursor;;) {
        auto polled = on.poll(cursor, most);
        REQUIRE(polled);
        CHECK(polled->items.rejects.empty());
        std::ranges::move(polled->items.messages, std::back_inserter(all));
        if (polled->finished) return all;
        cursor = polled->cursor;
    }
}

}  // namespace

TEST_CASE("replay: every turn of the real conversations, once and byte for byte") {
    const char* path = std::getenv("EARSHOT_CARE_DATA");
    if (!path || !*path) {
        std::puts("skipped: EARSHOT_CARE_DATA does not name the recorded conversations");
        return;
    }
    const auto expected = spoken_in(path);
    const auto messages = play(path, 64);
    REQUIRE(messages.size() == expected.size());
    std::set<std::string> ids;
    std::map<std::string, std::string> session_of;
    for (message said : messages) {
        const std::string post = said.object_id.substr(said.object_id.find('/') + 1);
        const auto [from, to] = expected.equal_range(post);
        const spoken heard{said.thread_id, said.text};
        CHECK(std::any_of(from, to, [&](const auto& one) { return one.second == heard; }));
        CHECK(ids.insert(said.object_id).second);
        if (!said.parent_id.empty()) CHECK(session_of.at(said.parent_id) == said.thread_id);
        session_of[said.object_id] = said.thread_id;
        REQUIRE(texts::normalize(said));
        CHECK(said.text == heard.text);
    }
}

}  // namespace earshot::replay
