#include "cases/codec.hpp"

#include "cases/record_json.hpp"

namespace earshot::cases {

// Found by the lists of `record_json` through their argument, so not in an unnamed namespace.
static boost::json::object write(const tie& from);
static boost::json::object write(const word& from);
static boost::json::object write(const answer& from);
static boost::json::object write(const judgement& from);
static boost::json::object write(const question_link& from);
static void read(const boost::json::object& from, tie& into);
static void read(const boost::json::object& from, word& into);
static void read(const boost::json::object& from, answer& into);
static void read(const boost::json::object& from, judgement& into);
static void read(const boost::json::object& from, question_link& into);

namespace {

using namespace record_json;
using record_json::get;
using record_json::put;

constexpr std::array tie_names{"suggested", "confirmed", "rejected"};

void put_urgency(json::object& into, urgency urgent) { put(into, "urgency", to_string(urgent)); }

void get_urgency(const json::object& from, urgency& into) {
    std::string name;
    get(from, "urgency", name);
    if (const auto known = urgency_from(name)) into = *known;
}

tie_state tie_state_from(std::string_view name) {
    for (std::size_t i = 0; i < tie_names.size(); ++i)
        if (name == tie_names[i]) return static_cast<tie_state>(i);
    return tie_state::suggested;
}

}  // namespace

json::object write(const tie& from) {
    json::object out;
    put(out, "other", from.other);
    put(out, "evidence", from.evidence);
    put(out, "state", std::string_view(tie_names.at(static_cast<std::size_t>(from.state))));
    put(out, "by", from.by);
    put(out, "at", from.at);
    return out;
}

void read(const json::object& from, tie& into) {
    get(from, "other", into.other);
    get(from, "evidence", into.evidence, max_evidence);
    std::string state;
    get(from, "state", state);
    into.state = tie_state_from(state);
    get(from, "by", into.by);
    get(from, "at", into.at);
}

json::object write(const word& from) {
    json::object out;
    put(out, "object", from.object);
    put(out, "seq", from.seq);
    put(out, "at", from.at);
    put(out, "private", !from.is_public);
    put(out, "class", from.message_class);
    put_urgency(out, from.urgent);
    put(out, "link", from.link);
    return out;
}

void read(const json::object& from, word& into) {
    get(from, "object", into.object);
    get(from, "seq", into.seq);
    get(from, "at", into.at);
    bool in_private = false;
    get(from, "private", in_private);
    into.is_public = !in_private;
    get(from, "class", into.message_class);
    get_urgency(from, into.urgent);
    get(from, "link", into.link);
}

json::object write(const answer& from) {
    json::object out;
    put(out, "object", from.object);
    put(out, "at", from.at);
    if (from.seen != answer::saw_all) out["seen"] = from.seen;
    put(out, "by", from.by);
    return out;
}

void read(const json::object& from, answer& into) {
    get(from, "object", into.object);
    get(from, "at", into.at);
    get(from, "seen", into.seen);
    get(from, "by", into.by);
}

json::object write(const judgement& from) {
    json::object out;
    put(out, "seq", from.seq);
    put(out, "class", from.message_class);
    put_urgency(out, from.urgent);
    return out;
}

void read(const json::object& from, judgement& into) {
    get(from, "seq", into.seq);
    get(from, "class", into.message_class);
    get_urgency(from, into.urgent);
}

json::object write(const question_link& from) {
    json::object out;
    put(out, "other", from.other);
    put(out, "person", from.person);
    put(out, "since", from.unanswered_since);
    put(out, "answered", from.answered);
    return out;
}

void read(const json::object& from, question_link& into) {
    get(from, "other", into.other);
    get(from, "person", into.person);
    get(from, "since", into.unanswered_since);
    get(from, "answered", into.answered);
}

namespace {

json::object version_one() { return {{"v", 1}}; }

void put(json::object& into, const std::map<std::string, std::int64_t>& languages) {
    if (languages.empty()) return;
    json::object& out = into["languages"].emplace_object();
    for (const auto& [tag, count] : languages) out[view(tag)] = count;
}

void get(const json::object& from, std::map<std::string, std::int64_t>& languages) {
    const json::value* found = member(from, "languages");
    const json::object* seen = found ? found->if_object() : nullptr;
    if (!seen) return;
    for (const auto& [tag, count] : *seen)
        if (languages.size() < max_languages && count.is_int64())
            get(count, languages[std::string(tag.data(), tag.size())]);
}

// Who it is and how it is found.
void put_place(json::object& out, const care_case& of) {
    put(out, "id", of.id);
    put(out, "person", of.person);
    put(out, "platform", of.platform);
    put(out, "account", of.account);
    put(out, "thread", of.thread);
    put(out, "threads", of.threads);
    put(out, "former", of.former);
    put(out, "merged_into", of.merged_into);
    put(out, "absorbed", of.absorbed);
}

void get_place(const json::object& from, care_case& into) {
    get(from, "id", into.id);
    get(from, "person", into.person);
    get(from, "platform", into.platform);
    get(from, "account", into.account);
    get(from, "thread", into.thread);
    get(from, "threads", into.threads, max_threads);
    get(from, "former", into.former);
    get(from, "merged_into", into.merged_into);
    get(from, "absorbed", into.absorbed, max_absorbed);
}

void put_clock(json::object& out, const care_case& of) {
    put(out, "opened", of.opened);
    put(out, "last_word", of.last_word);
    put(out, "last_answer", of.last_answer);
    put(out, "unanswered_since", of.unanswered_since);
    put(out, "closed_at", of.closed_at);
    put(out, "closed_by", of.closed_by);
    put(out, "public", of.public_leg);
    put(out, "private", of.private_leg);
    put(out, "withdrawn", of.withdrawn);
    put(out, "other_account_answered", of.other_account_answered);
}

void get_clock(const json::object& from, care_case& into) {
    get(from, "opened", into.opened);
    get(from, "last_word", into.last_word);
    get(from, "last_answer", into.last_answer);
    get(from, "unanswered_since", into.unanswered_since);
    get(from, "closed_at", into.closed_at);
    get(from, "closed_by", into.closed_by);
    get(from, "public", into.public_leg);
    get(from, "private", into.private_leg);
    get(from, "withdrawn", into.withdrawn);
    get(from, "other_account_answered", into.other_account_answered);
}

void put_matter(json::object& out, const care_case& of) {
    put(out, "class", of.message_class);
    put_urgency(out, of.urgent);
    put(out, "judgements", of.judgements);
    put(out, "language", of.language);
    if (of.stars) out["stars"] = *of.stars;
    put(out, "title", of.title);
    put(out, "owner", of.owner);
}

void get_matter(const json::object& from, care_case& into) {
    get(from, "class", into.message_class);
    get_urgency(from, into.urgent);
    get(from, "judgements", into.judgements, max_judgements);
    get(from, "language", into.language);
    std::optional<std::int64_t> stars;
    get(from, "stars", stars);
    if (stars) into.stars = static_cast<int>(std::clamp<std::int64_t>(*stars, 1, 5));
    get(from, "title", into.title);
    get(from, "owner", into.owner);
}

void put_sums(json::object& out, const care_case& of) {
    put(out, "messages", of.messages);
    put(out, "live", of.live);
    put(out, "reopened", of.reopened);
    put(out, "followers", of.followers);
    put(out, "spread", of.spread);
    put(out, "reached", of.reached);
    put(out, "words", of.words);
    put(out, "answers", of.answers);
    put(out, "links", of.links);
}

void get_sums(const json::object& from, care_case& into) {
    get(from, "messages", into.messages);
    get(from, "live", into.live);
    get(from, "reopened", into.reopened);
    get(from, "followers", into.followers);
    get(from, "spread", into.spread);
    get(from, "reached", into.reached, max_levels);
    get(from, "words", into.words, max_words);
    get(from, "answers", into.answers, max_answers);
    get(from, "links", into.links, max_links);
}

// Reads a version 1 or later into a fresh record by `members`, then puts it in place.
template <class Record, class Read>
result<void> decoded(std::string_view body, Record& into, Read members) {
    json::error_code problem;
    const json::value parsed = json::parse(view(body), problem);
    const json::object* from = problem ? nullptr : parsed.if_object();
    const json::value* version = from ? member(*from, "v") : nullptr;
    if (!version || !version->is_int64())
        return fail(error_kind::invalid, "cases.bad_record",
                    "a stored record about people and cases is not a JSON object with a version");
    Record fresh;
    members(*from, fresh);
    into = std::move(fresh);
    return {};
}

}  // namespace

std::string encode(const person& of) {
    json::object out = version_one();
    put(out, "platform", of.platform);
    put(out, "id", of.id);
    put(out, "handle", of.handle);
    put(out, "name", of.display_name);
    put(out, of.languages);
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
        get(from, one.languages);
        get(from, "corrected_language", one.corrected_language);
        get(from, "do_not_watch", one.do_not_watch);
        get(from, "do_not_watch_since", one.do_not_watch_since);
        get(from, "do_not_watch_rule", one.do_not_watch_rule);
        get(from, "ties", one.ties, max_ties);
        get(from, "cases", one.recent_cases, max_recent_cases);
    });
}

std::string encode(const care_case& of) {
    json::object out = version_one();
    put_place(out, of);
    put_clock(out, of);
    put_matter(out, of);
    put_sums(out, of);
    return json::serialize(out);
}

result<void> decode(std::string_view body, care_case& into) {
    return decoded(body, into, [](const json::object& from, care_case& one) {
        get_place(from, one);
        get_clock(from, one);
        get_matter(from, one);
        get_sums(from, one);
    });
}

std::string encode(const pointer& of) {
    json::object out = version_one();
    put(out, "case", of.case_id);
    put(out, "ours", of.ours);
    put(out, "parent", of.parent);
    put(out, "gone", of.gone);
    return json::serialize(out);
}

result<void> decode(std::string_view body, pointer& into) {
    return decoded(body, into, [](const json::object& from, pointer& one) {
        get(from, "case", one.case_id);
        get(from, "ours", one.ours);
        get(from, "parent", one.parent);
        get(from, "gone", one.gone);
    });
}

std::string encode(const reply_note& of) {
    json::object out = version_one();
    put(out, "case", of.case_id);
    put(out, "by", of.by);
    return json::serialize(out);
}

result<void> decode(std::string_view body, reply_note& into) {
    return decoded(body, into, [](const json::object& from, reply_note& one) {
        get(from, "case", one.case_id);
        get(from, "by", one.by);
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

std::string encode(const waiting_mark& of) {
    json::object out = version_one();
    put(out, "platform", of.platform);
    put(out, "account", of.account);
    return json::serialize(out);
}

result<void> decode(std::string_view body, waiting_mark& into) {
    return decoded(body, into, [](const json::object& from, waiting_mark& one) {
        get(from, "platform", one.platform);
        get(from, "account", one.account);
    });
}

}  // namespace earshot::cases
