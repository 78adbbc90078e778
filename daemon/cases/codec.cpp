#include "cases/codec.hpp"

#include "cases/record_json.hpp"

namespace earshot::cases {

using namespace record_json;
using record_json::get;
using record_json::put;

namespace {

constexpr std::array tie_names{"suggested", "confirmed", "rejected"};

tie_state tie_state_from(std::string_view name) {
    for (std::size_t i = 0; i < tie_names.size(); ++i)
        if (name == tie_names[i]) return static_cast<tie_state>(i);
    return tie_state::suggested;
}

}  // namespace

// `record_json` finds these by the type of their argument, so not in an unnamed namespace.
static json::object write(const tie& from) {
    json::object out;
    put(out, "other", from.other);
    put(out, "evidence", from.evidence);
    put(out, "state", std::string_view(tie_names.at(static_cast<std::size_t>(from.state))));
    put(out, "by", from.by);
    put(out, "at", from.at);
    return out;
}

static void read(const json::object& from, tie& into) {
    get(from, "other", into.other);
    get(from, "evidence", into.evidence, max_evidence);
    std::string state;
    get(from, "state", state);
    into.state = tie_state_from(state);
    get(from, "by", into.by);
    get(from, "at", into.at);
}

static json::object write(const loose_answer& from) {
    json::object out;
    put(out, "reply", from.reply);
    put(out, "out", from.out);
    return out;
}

static void read(const json::object& from, loose_answer& into) {
    get(from, "reply", into.reply);
    get(from, "out", into.out);
}

namespace {

void put_languages(json::object& into, const std::map<std::string, std::int64_t>& languages) {
    if (languages.empty()) return;
    json::object& out = into["languages"].emplace_object();
    for (const auto& [tag, count] : languages) out[view(tag)] = count;
}

void get_languages(const json::object& from, std::map<std::string, std::int64_t>& languages) {
    const json::value* found = member(from, "languages");
    const json::object* seen = found ? found->if_object() : nullptr;
    if (!seen) return;
    for (const auto& [tag, count] : *seen)
        if (languages.size() < max_languages && count.is_int64())
            get(count, languages[std::string(tag.data(), tag.size())]);
}

}  // namespace

std::string encode(const person& of) {
    json::object out = version_one();
    put(out, "platform", of.platform);
    put(out, "id", of.id);
    put(out, "handle", of.handle);
    put(out, "name", of.display_name);
    put_languages(out, of.languages);
    put(out, "corrected_language", of.corrected_language);
    put(out, "do_not_watch", of.do_not_watch);
    put(out, "do_not_watch_since", of.do_not_watch_since);
    put(out, "do_not_watch_rule", of.do_not_watch_rule);
    put(out, "ties", of.ties);
    put(out, "cases", of.recent_cases);
    return json::serialize(out);
}

result<void> decode(std::string_view body, person& into) {
    return decoded(body, into, [](const json::object& from, person& one) {
        get(from, "platform", one.platform);
        get(from, "id", one.id);
        get(from, "handle", one.handle);
        get(from, "name", one.display_name);
        get_languages(from, one.languages);
        get(from, "corrected_language", one.corrected_language);
        get(from, "do_not_watch", one.do_not_watch);
        get(from, "do_not_watch_since", one.do_not_watch_since);
        get(from, "do_not_watch_rule", one.do_not_watch_rule);
        get(from, "ties", one.ties, max_ties);
        get(from, "cases", one.recent_cases, max_recent_cases);
    });
}

std::string encode(const pointer& of) {
    json::object out = version_one();
    put(out, "case", of.case_id);
    put(out, "ours", of.ours);
    put(out, "parent", of.parent);
    put(out, "gone", of.gone);
    put(out, "sinks", of.sinks);
    return json::serialize(out);
}

result<void> decode(std::string_view body, pointer& into) {
    return decoded(body, into, [](const json::object& from, pointer& one) {
        get(from, "case", one.case_id);
        get(from, "ours", one.ours);
        get(from, "parent", one.parent);
        get(from, "gone", one.gone);
        get(from, "sinks", one.sinks, max_sinks);
    });
}

std::string encode(const reply_note& of) {
    json::object out = version_one();
    put(out, "case", of.case_id);
    put(out, "by", of.by);
    put(out, "origin", of.origin);
    put(out, "platform", of.platform);
    put(out, "account", of.account);
    put(out, "seen", of.seen);
    put(out, "under_way", of.under_way);
    put(out, "counted", of.counted);
    return json::serialize(out);
}

result<void> decode(std::string_view body, reply_note& into) {
    return decoded(body, into, [](const json::object& from, reply_note& one) {
        get(from, "case", one.case_id);
        get(from, "by", one.by);
        get(from, "origin", one.origin);
        get(from, "platform", one.platform);
        get(from, "account", one.account);
        get(from, "seen", one.seen);
        get(from, "under_way", one.under_way);
        get(from, "counted", one.counted);
    });
}

std::string encode(const loose_answers& of) {
    json::object out = version_one();
    put(out, "given", of.given);
    return json::serialize(out);
}

result<void> decode(std::string_view body, loose_answers& into) {
    return decoded(body, into, [](const json::object& from, loose_answers& one) {
        get(from, "given", one.given, max_answers);
    });
}

std::string encode(const awaiting& of) {
    json::object out = version_one();
    put(out, "cases", of.cases);
    put(out, "answers", of.answers);
    return json::serialize(out);
}

result<void> decode(std::string_view body, awaiting& into) {
    return decoded(body, into, [](const json::object& from, awaiting& one) {
        get(from, "cases", one.cases, max_waiting_children);
        get(from, "answers", one.answers, max_waiting_children);
    });
}

std::string encode(const trace& of) {
    json::object out = version_one();
    put(out, "people", of.people);
    return json::serialize(out);
}

result<void> decode(std::string_view body, trace& into) {
    return decoded(body, into, [](const json::object& from, trace& one) {
        get(from, "people", one.people, max_sharers + 1);
    });
}

std::string encode(const day_count& of) {
    json::object out = version_one();
    put(out, "messages", of.messages);
    put(out, "filed", of.filed);
    put(out, "opened", of.opened);
    put(out, "reopened", of.reopened);
    put(out, "merged", of.merged);
    return json::serialize(out);
}

result<void> decode(std::string_view body, day_count& into) {
    return decoded(body, into, [](const json::object& from, day_count& one) {
        get(from, "messages", one.messages);
        get(from, "filed", one.filed);
        get(from, "opened", one.opened);
        get(from, "reopened", one.reopened);
        get(from, "merged", one.merged);
    });
}

std::string encode(const mark&) { return json::serialize(version_one()); }

result<void> decode(std::string_view body, mark& into) {
    return decoded(body, into, [](const json::object&, mark&) {});
}

}  // namespace earshot::cases
