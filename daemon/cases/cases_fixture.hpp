// A desk for tests. Every event is decided twice: by a memory that holds the whole history, and by
// one that was loaded with what the event asks for and nothing else. Both must say the same.
#pragma once

#include <algorithm>
#include <map>

#include "cases/answers.hpp"
#include "cases/corrections.hpp"
#include "cases/filing.hpp"
#include "cases/subject.hpp"
#include "cases/unanswered.hpp"
#include "catch.hpp"

namespace earshot::cases {

inline timestamp at(std::string_view time) {
    const std::string day = time.size() > 8 ? "" : "2026-03-02T";
    return *parse_rfc3339(day + std::string(time) + (time.size() == 5 ? ":00Z" : "Z"));
}

inline message post(const std::string& by, const std::string& id, timestamp when,
                    const std::string& text = "My suitcase is lost") {
    message out;
    out.platform = "x";
    out.account = "klm";
    out.object_id = id;
    out.by.id = by;
    out.addressed = true;
    out.text = text;
    out.created = when;
    out.permalink = "https://x.example/" + by + "/" + id;
    return out;
}

inline message mere_mention(message item) {
    item.addressed = false;
    return item;
}

inline message answering_to(message item, const std::string& parent) {
    item.kind = message_kind::reply;
    item.parent_id = parent;
    return item;
}

inline message in_private(message item, const std::string& thread) {
    item.kind = message_kind::direct_message;
    item.thread_id = thread;
    return item;
}

inline message in_thread(message item, const std::string& thread) {
    item.thread_id = thread;
    return item;
}

inline message of_kind(message item, message_kind kind) {
    item.kind = kind;
    if (kind == message_kind::deletion) item.text.clear();
    return item;
}

inline message by_us(message item) {
    item.from = direction::from_us;
    item.by.id = "klm";
    return item;
}

inline message on(const std::string& platform, message item) {
    item.platform = platform;
    return item;
}

inline assessment complaint() { return {"complaint", urgency::high, "en"}; }

class desk {
    template <class Decide>
    auto decide(std::vector<std::string> keys, Decide decide) {
        memory slice;
        for (int round = 0; round < max_rounds && !keys.empty(); ++round) {
            for (const std::string& key : keys)
                if (const auto row = table_.find(key); row != table_.end())
                    REQUIRE(slice.load(key, row->second));
            keys = slice.keys_from(keys);
        }
        const auto expected = decide(whole);
        const auto got = decide(slice);
        CHECK(same(expected, got));
        keep(slice);
        compare();
        return expected;
    }

public:
    explicit desk(options set = {}) : set(std::move(set)) {}

    filing hear(const message& item, const assessment& of = {}) {
        const sequence seq = ++seq_;
        return decide(keys_for(item), [&](memory& in) { return file(in, item, of, seq, set); });
    }

    // An agent answers through Earshot, and the platform shows it as `id`.
    answering answer(const message& item, const std::string& id, timestamp when,
                     const std::string& by = "Steve") {
        const sequence seq = send(item, by);
        return publish(seq, item, id, when);
    }

    sequence send(const message& item, const std::string& by = "Steve") {
        const sequence seq = ++seq_;
        const reply answer{.platform = item.platform,
                           .account = item.account,
                           .object_id = item.object_id,
                           .author = by,
                           .text = "We look into it"};
        decide(keys_for(answer), [&](memory& in) { return sent(in, seq, answer); });
        return seq;
    }

    answering publish(sequence about, const message& item, const std::string& id, timestamp when) {
        ++seq_;
        const publication out{about, item.platform, item.account, id, when};
        return decide(keys_for(out), [&](memory& in) { return answered(in, out); });
    }

    template <class Change>
    auto change(std::vector<std::string> keys, Change change) {
        return decide(std::move(keys), change);
    }

    const care_case& at_case(const std::string& id) const {
        const care_case* found = whole.find_case(id);
        REQUIRE(found);
        return *found;
    }

    std::vector<unanswered_line> list(timestamp now, const unanswered_filter& filter = {}) const {
        return unanswered(whole.all_cases(), filter, now);
    }

    std::vector<std::string> ids(timestamp now, const unanswered_filter& filter = {}) const {
        std::vector<std::string> out;
        for (const unanswered_line& line : list(now, filter)) out.push_back(line.id);
        return out;
    }

    std::vector<day_count> days() const {
        std::vector<day_count> out;
        for (const auto& [key, body] : table_)
            if (kind_of(key) == "day") out.push_back(*whole.find<day_count>(key));
        return out;
    }

    const std::map<std::string, std::string>& table() const { return table_; }

    options set;
    memory whole;

private:
    template <class T>
    static bool same(const T& left, const T& right) {
        if constexpr (std::is_same_v<T, result<void>>)
            return left.has_value() == right.has_value();
        else
            return left == right;
    }

    void keep(const memory& slice) {
        for (const stored& one : slice.changes())
            if (one.body.empty())
                table_.erase(one.key);
            else
                table_[one.key] = one.body;
    }

    void compare() {
        for (const stored& one : whole.changes()) {
            const auto row = table_.find(one.key);
            INFO(one.key);
            CHECK((row == table_.end() ? std::string() : row->second) == one.body);
        }
        whole.forget_changes();
    }

    sequence seq_ = 0;
    std::map<std::string, std::string> table_;
};

}  // namespace earshot::cases
