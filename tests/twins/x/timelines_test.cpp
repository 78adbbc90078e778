#include "catch.hpp"
#include "twins/x/asking.hpp"

namespace earshot::twins::x {

namespace {

std::vector<std::string> ids(const boost::json::object& page) {
    std::vector<std::string> out;
    if (const auto* data = page.if_contains("data"))
        for (const auto& item : data->as_array()) out.emplace_back(item.at("id").as_string());
    return out;
}

}  // namespace

TEST_CASE("mentions: an empty page has no data") {
    asking x;
    const auto page = x.json(x.get(x.mentions));
    CHECK_FALSE(page.contains("data"));
    CHECK(page.at("meta").at("result_count") == 0);
}

TEST_CASE("mentions: only posts that call the account, newest first, not its own") {
    asking x;
    const auto first = x.says("ann", "@NoordzeeAir where is my bag?");
    x.says("ben", "I like trains");
    const auto second = x.says("cem", "Thanks @noordzeeair!");
    x.says("NoordzeeAir", "@NoordzeeAir talking to myself");
    const auto page = x.json(x.get(x.mentions));
    CHECK(ids(page) == std::vector{second, first});
    CHECK(text(page.at("meta").at("newest_id")) == second);
    CHECK(text(page.at("meta").at("oldest_id")) == first);
}

TEST_CASE("mentions: pages do not shift when something is posted in between") {
    asking x;
    std::vector<std::string> said;
    for (int i = 0; i < 12; ++i) said.push_back(x.says("ann", "@NoordzeeAir " + std::to_string(i)));
    const auto one = x.json(x.get(x.mentions, "max_results=5"));
    x.says("late", "@NoordzeeAir me too");
    const std::string token(one.at("meta").at("next_token").as_string());
    const auto two = x.json(x.get(x.mentions, "max_results=5&pagination_token=" + token));
    CHECK(ids(one).front() == said[11]);
    CHECK(ids(two) == std::vector{said[6], said[5], said[4], said[3], said[2]});
}

TEST_CASE("mentions: the last page has no next_token") {
    asking x;
    for (int i = 0; i < 5; ++i) x.says("ann", "@NoordzeeAir " + std::to_string(i));
    const auto page = x.json(x.get(x.mentions, "max_results=5"));
    CHECK_FALSE(page.at("meta").as_object().contains("next_token"));
}

TEST_CASE("mentions: since_id and until_id exclude themselves") {
    asking x;
    const auto a = x.says("ann", "@NoordzeeAir a");
    const auto b = x.says("ann", "@NoordzeeAir b");
    const auto c = x.says("ann", "@NoordzeeAir c");
    CHECK(ids(x.json(x.get(x.mentions, "since_id=" + a))) == std::vector{c, b});
    CHECK(ids(x.json(x.get(x.mentions, "until_id=" + c))) == std::vector{b, a});
}

TEST_CASE("mentions: fields come only when asked for") {
    asking x;
    x.says("ann", "@NoordzeeAir #lost https://example.org/bag");
    const auto plain = x.json(x.get(x.mentions)).at("data").at(0).as_object();
    CHECK(plain.size() == 3);
    const auto page = x.json(
        x.get(x.mentions, "tweet.fields=author_id,entities,conversation_id&expansions=author_id"));
    const auto full = page.at("data").at(0).as_object();
    CHECK(full.at("conversation_id") == full.at("id"));
    CHECK(full.at("entities").at("urls").at(0).at("expanded_url") == "https://example.org/bag");
    CHECK(full.at("entities").at("mentions").at(0).at("id") == "4400100200");
    CHECK(page.at("includes").at("users").at(0).at("username") == "ann");
}

TEST_CASE("mentions: an expansion brings its field, and new names answer new names") {
    asking x;
    const auto root = x.says("ann", "@NoordzeeAir help");
    x.says("ben", "@NoordzeeAir me too", root);
    const auto older = x.json(x.get(x.mentions, "expansions=author_id,referenced_tweets.id"));
    CHECK(older.at("data").at(0).as_object().contains("author_id"));
    CHECK(text(older.at("data").at(0).at("referenced_tweets").at(0).at("id")) == root);
    const auto newer =
        x.json(x.get(x.mentions, "post.fields=created_at&expansions=referenced_posts"));
    CHECK(text(newer.at("data").at(0).at("referenced_posts").at(0).at("id")) == root);
    CHECK(newer.at("data").at(0).as_object().contains("edit_history_post_ids"));
}

TEST_CASE("mentions: entities count code points") {
    asking x;
    x.says("ann", "\xF0\x9F\x98\xA1\xE3\x81\x82 @NoordzeeAir");
    const auto page = x.json(x.get(x.mentions, "tweet.fields=entities"));
    const auto mark = page.at("data").at(0).at("entities").at("mentions").at(0);
    CHECK(mark.at("start") == 3);
    CHECK(mark.at("end") == 15);
}

TEST_CASE("mentions: a long post is cut, the whole is in note_tweet") {
    asking x;
    x.says("ann", "@NoordzeeAir " + std::string(400, 'a'));
    const auto item = x.json(x.get(x.mentions, "tweet.fields=note_tweet")).at("data").at(0);
    CHECK(item.at("text").as_string().ends_with("\xE2\x80\xA6"));
    CHECK(item.at("note_tweet").at("text").as_string().size() == 413);
}

TEST_CASE("mentions: an edit replaces the earlier version and keeps the history") {
    asking x;
    const auto first = x.says("ann", "@NoordzeeAir KL 12 is late");
    const auto added =
        x.post("/twin/posts",
               {{"author", "ann"}, {"text", "@NoordzeeAir NZ 12 is late"}, {"edits", first}});
    const auto second = std::string(x.json(added).at("id").as_string());
    const auto page = x.json(x.get(x.mentions));
    CHECK(ids(page) == std::vector{second});
    CHECK(page.at("data").at(0).at("edit_history_tweet_ids") == boost::json::array{first, second});
}

TEST_CASE("mentions: a parent that is gone is an error beside the data") {
    asking x;
    const auto root = x.says("ann", "@NoordzeeAir help");
    x.says("ben", "@NoordzeeAir me too", root);
    x.ask("DELETE", "/twin/posts/" + root, {}, {});
    const auto page = x.json(x.get(x.mentions, "expansions=referenced_tweets.id"));
    CHECK(page.at("data").as_array().size() == 1);
    CHECK(text(page.at("errors").at(0).at("value")) == root);
}

TEST_CASE("mentions: wrong parameters are named") {
    asking x;
    CHECK(x.get(x.mentions, "max_results=4").response.status == 400);
    CHECK(x.get(x.mentions, "since_id=abc").response.status == 400);
    const auto unknown = x.get(x.mentions, "sinceid=5");
    CHECK(unknown.response.status == 400);
    CHECK(x.json(unknown).at("errors").at(0).at("parameters").as_object().contains("sinceid"));
}

TEST_CASE("search: finds by words, phrases, people and their negations") {
    asking x;
    const auto bag = x.says("ann", "@NoordzeeAir my Bag is lost");
    const auto reply = x.says("ben", "@ann mine is lost too", bag);
    const auto plain = x.says("cem", "Noordzee Air lost the plot");
    const auto find = [&](std::string query) {
        return ids(x.json(x.get("/2/tweets/search/recent", "query=" + percent_encode(query))));
    };
    CHECK(find("lost") == std::vector{plain, reply, bag});
    CHECK(find("\"noordzee air\"") == std::vector{plain});
    CHECK(find("@NoordzeeAir OR \"noordzee air\"") == std::vector{plain, bag});
    CHECK(find("lost from:ann") == std::vector{bag});
    CHECK(find("to:ann") == std::vector{reply});
    CHECK(find("(bag OR plot) -from:cem -is:retweet") == std::vector{bag});
    CHECK(find("lost -is:reply") == std::vector{plain, bag});
    CHECK(find("conversation_id:" + bag) == std::vector{reply, bag});
    CHECK(find("los").empty());
}

TEST_CASE("search: a query that cannot be read is refused") {
    asking x;
    for (const char* query : {"", "(a", "a)", "\"a", "spin:left", "a OR", "from:"}) {
        CAPTURE(query);
        const auto out = x.get("/2/tweets/search/recent", "query=" + percent_encode(query));
        CHECK(out.response.status == 400);
    }
}

TEST_CASE("look-up: a missing post is 200 with errors and without data") {
    asking x;
    const auto out = x.get("/2/tweets/123");
    CHECK(out.response.status == 200);
    CHECK_FALSE(x.json(out).contains("data"));
    CHECK(x.json(out).at("errors").at(0).at("resource_id") == "123");
}

}  // namespace earshot::twins::x
