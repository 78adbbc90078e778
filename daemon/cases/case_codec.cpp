// A case as JSON.
#include "cases/codec.hpp"
#include "cases/record_json.hpp"

namespace earshot::cases {

using namespace record_json;
using record_json::get;
using record_json::put;

namespace {

void put_urgency(json::object& into, urgency urgent) { put(into, "urgency", to_string(urgent)); }

void get_urgency(const json::object& from, urgency& into) {
    std::string name;
    get(from, "urgency", name);
    if (const auto known = urgency_from(name)) into = *known;
}

}  // namespace

// `record_json` finds these by the type of their argument, so not in an unnamed namespace.
static json::object write(const word& from) {
    json::object out;
    put(out, "object", from.object);
    put(out, "seq", from.seq);
    put(out, "at", from.at);
    put(out, "private", !from.is_public);
    put(out, "class", from.message_class);
    put_urgency(out, from.urgent);
    put(out, "link", from.link);
    put(out, "heard", from.heard);
    put(out, "edited", from.edited);
    return out;
}

static void read(const json::object& from, word& into) {
    get(from, "object", into.object);
    get(from, "seq", into.seq);
    get(from, "at", into.at);
    bool in_private = false;
    get(from, "private", in_private);
    into.is_public = !in_private;
    get(from, "class", into.message_class);
    get_urgency(from, into.urgent);
    get(from, "link", into.link);
    get(from, "heard", into.heard);
    get(from, "edited", into.edited);
}

static json::object write(const judgement& from) {
    json::object out;
    put(out, "seq", from.seq);
    put(out, "class", from.message_class);
    put_urgency(out, from.urgent);
    return out;
}

static void read(const json::object& from, judgement& into) {
    get(from, "seq", into.seq);
    get(from, "class", into.message_class);
    get_urgency(from, into.urgent);
}

static json::object write(const question_link& from) {
    json::object out;
    put(out, "other", from.other);
    put(out, "person", from.person);
    put(out, "since", from.unanswered_since);
    put(out, "answered", from.answered);
    return out;
}

static void read(const json::object& from, question_link& into) {
    get(from, "other", into.other);
    get(from, "person", into.person);
    get(from, "since", into.unanswered_since);
    get(from, "answered", into.answered);
}

namespace {

// Who it is and how it is found.
void put_place(json::object& out, const care_case& of) {
    put(out, "id", of.id);
    put(out, "person", of.person);
    put(out, "platform", of.platform);
    put(out, "account", of.account);
    put(out, "thread", of.thread);
    put(out, "root", of.root);
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
    get(from, "root", into.root);
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
    put(out, "turned", of.turned);
    put(out, "assigned", of.assigned);
    put(out, "lost", of.lost);
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
    get(from, "turned", into.turned);
    get(from, "assigned", into.assigned);
    get(from, "lost", into.lost);
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
    put(out, "under_way", of.under_way);
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
    get(from, "under_way", into.under_way);
    get(from, "spread", into.spread);
    get(from, "reached", into.reached, max_levels);
    get(from, "words", into.words, max_words);
    get(from, "answers", into.answers, max_answers);
    get(from, "links", into.links, max_links);
}

}  // namespace

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

}  // namespace earshot::cases
