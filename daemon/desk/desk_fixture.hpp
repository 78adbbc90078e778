// A desk with two helpdesks and one account, for tests of what answers and tickets make it do.
#pragma once

#include "catch.hpp"
#include "desk/decide.hpp"
#include "earshot/time.hpp"
#include "rules/read_rules.hpp"

namespace earshot::desk::testing {

inline timestamp at(int minute) {
    return timestamp{std::chrono::days{20'000}} + std::chrono::minutes{minute};
}

// Two helpdesks, of which one gets only what a rule sends, and an archive that takes no notices.
inline policy some_policy() {
    policy out;
    out.routes.push_back({.sink = "rt", .cases_only = true, .informs = true});
    out.routes.push_back({.sink = "pager", .only_when_routed = true, .informs = true});
    out.routes.push_back({.sink = "archive"});
    out.accounts["care"] = {.platform = "bluesky", .publishes = true};
    out.accounts["care"].limits.max_length = 300;
    return out;
}

inline message said(int minute, const std::string& object, const std::string& text) {
    message item;
    item.platform = "bluesky";
    item.account = "care";
    item.object_id = object;
    item.thread_id = "at://ann/1";
    item.by.id = "did:ann";
    item.addressed = true;
    item.text = item.display_text = text;
    item.created = at(minute);
    return item;
}

// As a helpdesk's plugin gives it: by the case alone.
inline reply answer(int written) {
    reply item;
    item.id = "t" + std::to_string(written);
    item.origin = "rt";
    item.platform = "bluesky";
    item.account = "care";
    item.object_id = "at://ann/1";
    item.to_case = true;
    item.written = at(written);
    item.author = "Kari Nordmann";
    item.text = "It is on the next flight.";
    return item;
}

class office {
public:
    policy rules = some_policy();
    cases::memory memory;
    int minute = 0;

    // What one entry makes the desk do.
    journal::decisions happens(journal::entry_kind kind, std::string body,
                               const reply_facts& facts = {}) {
        const journal::entry next{++seq_, at(minute), kind, std::move(body)};
        journal::decisions made;
        const auto read = read_event(next);
        REQUIRE(read);
        decide(rules, memory, *read, facts, made);
        return made;
    }

    journal::decisions hear(const message& item) {
        minute = static_cast<int>((item.created - at(0)) / std::chrono::minutes{1});
        return happens(journal::entry_kind::message, to_json(item));
    }

    // With the message that it would stand under.
    journal::decisions receive(const reply& item, const message& answered, int length = 25) {
        return happens(journal::entry_kind::reply, to_json(item),
                       {.answered = answered, .length = length});
    }

    journal::sequence last() const { return seq_; }

private:
    journal::sequence seq_ = 0;
};

inline std::vector<std::string> destinations(const journal::decisions& of) {
    std::vector<std::string> out;
    for (const journal::enqueue& one : of.enqueued) out.push_back(one.destination);
    return out;
}

inline std::string published(journal::sequence answer) {
    return R"({"about":)" + std::to_string(answer) +
           R"(,"destination":"publish:care","platform":"bluesky","account":"care",)"
           R"("id":"at://care/9","url":"https://bsky.example/9"})";
}

inline std::string refused(journal::sequence answer, const std::string& destination) {
    return R"({"about":)" + std::to_string(answer) + R"(,"destination":")" + destination +
           R"(","code":"bluesky.gone","detail":"the post is gone"})";
}

inline rules::rule_set sent_by_rule(const std::string& sink) {
    const std::string text = "rules: {r: {when: {kind: post}, then: {sinks: [" + sink + "]}}}";
    const rules::rule_file file{"some.yaml", text};
    base::config_problems problems;
    auto made = rules::read_rules({&file, 1}, problems);
    REQUIRE(problems.lines() == std::vector<std::string>());
    return made;
}

using names = std::vector<std::string>;

}  // namespace earshot::desk::testing
