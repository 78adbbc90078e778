// The same published conversations as cases: one for each customer in each conversation, none
// split, none merged.
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>

#include "cases/filing.hpp"
#include "cases/unanswered.hpp"
#include "catch.hpp"
#include "replay/conversation.hpp"
#include "replay/source_fixture.hpp"

namespace earshot::replay {

namespace {

namespace json = boost::json;

struct recorded {
    std::size_t conversations = 0;
    std::vector<message> messages;
};

// The final answer of each conversation is recorded beside its turns; here it is one more of them.
void add_final_answer(const json::object& conversation, std::vector<message>& said) {
    const auto& header = conversation.at("dialogHeader").as_object();
    const auto& given = conversation.at("agentURL").as_object();
    message out = said.back();
    out.from = direction::from_us;
    out.by.id = out.by.handle = json::value_to<std::string>(header.at("company"));
    out.parent_id = said.back().object_id;
    out.object_id =
        out.thread_id + "/" + json::value_to<std::string>(given.at("tweet_ID")) + "/answer";
    out.kind = message_kind::reply;
    out.text = json::value_to<std::string>(given.at("url_utterance"));
    out.created = said.back().created + std::chrono::hours{1};
    said.push_back(std::move(out));
}

recorded read(const char* path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    recorded out;
    const json::value whole = json::parse(bytes);
    for (const json::value& one : whole.as_array()) {
        std::vector<turn> turns;
        add_conversation(one, "care", turns);
        std::vector<message> said;
        for (turn& next : turns) said.push_back(std::get<message>(std::move(next.what)));
        add_final_answer(one.as_object(), said);
        std::ranges::move(said, std::back_inserter(out.messages));
        ++out.conversations;
    }
    return out;
}

using place = std::pair<std::string, std::string>;  // conversation, customer

void check_cases(const std::vector<message>& messages, std::size_t conversations) {
    cases::memory in;
    std::map<place, std::set<std::string>> cases_of;
    std::map<std::string, std::set<place>> places_of;
    std::map<std::string, std::pair<timestamp, std::string>> last_of;
    cases::sequence seq = 0;
    for (const message& said : messages) {
        const auto done = cases::file(in, said, {.action = cases::case_action::open}, ++seq, {});
        CHECK(done.merged.empty());
        if (said.from != direction::from_customer) continue;
        CHECK_FALSE(done.case_id.empty());
        cases_of[{said.thread_id, said.by.id}].insert(done.case_id);
        places_of[done.case_id].insert({said.thread_id, said.by.id});
        last_of[said.thread_id] =
            std::max(last_of[said.thread_id], std::pair(said.created, done.case_id));
    }
    std::set<std::string> seen;
    for (const auto& [where, ids] : cases_of) {
        CHECK(ids.size() == 1);
        seen.insert(where.first);
    }
    for (const auto& [id, places] : places_of) CHECK(places.size() == 1);
    CHECK(seen.size() == conversations);
    CHECK(places_of.size() == in.all_cases().size());
    CHECK(cases_of.size() == in.all_cases().size());
    // The answer that ends each conversation is to its last word, whose case waits no more.
    for (const auto& [where, last] : last_of)
        CHECK_FALSE(in.find_case(last.second)->unanswered_since);
}

}  // namespace

TEST_CASE("replay: the real conversations are one case each, none split, none merged") {
    const char* path = std::getenv("EARSHOT_CARE_DATA");
    if (!path || !*path) {
        std::puts("skipped: EARSHOT_CARE_DATA does not name the recorded conversations");
        return;
    }
    recorded all = read(path);
    CHECK(all.conversations == 525);
    SECTION("one after the other") { check_cases(all.messages, all.conversations); }
    SECTION("all at once, in the order of time") {
        std::ranges::sort(all.messages, {}, [](const message& said) {
            return std::pair(said.created, said.object_id);
        });
        check_cases(all.messages, all.conversations);
    }
    SECTION("backwards") {
        std::ranges::reverse(all.messages);
        check_cases(all.messages, all.conversations);
    }
    SECTION("without the platform's names for conversations") {
        for (message& said : all.messages) said.thread_id.clear();
        cases::memory in;
        cases::sequence seq = 0;
        for (const message& said : all.messages)
            cases::file(in, said, {.action = cases::case_action::open}, ++seq, {});
        std::set<place> expected;
        for (const message& said : all.messages)
            if (said.from == direction::from_customer)
                expected.insert({said.object_id.substr(0, said.object_id.find('/')), said.by.id});
        CHECK(in.all_cases().size() == expected.size());
    }
}

}  // namespace earshot::replay
