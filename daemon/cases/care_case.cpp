#include "cases/care_case.hpp"

#include <algorithm>
#include <tuple>

namespace earshot::cases {

namespace {

auto place_of(const word& said) { return std::tuple(said.at, said.seq); }

// The first of the answered ones, which are needed least. Otherwise the second: the first holds the
// clock.
void drop_one(std::vector<word>& words, const care_case& of) {
    const auto done =
        std::ranges::find_if(words, [&](const word& said) { return is_answered(of, said); });
    words.erase(done == words.end() ? words.begin() + 1 : done);
}

template <class List>
bool remove(List& from, std::string_view object) {
    return std::erase_if(from, [&](const auto& one) { return one.object == object; }) > 0;
}

void judge(care_case& of, const word& said) {
    const bool first = of.judgements.empty();
    const bool says_more = said.urgent > of.urgent || of.message_class.empty();
    if (!first && !says_more) return;
    const std::string named = said.message_class.empty() ? of.message_class : said.message_class;
    const urgency most = std::max(first ? said.urgent : of.urgent, said.urgent);
    if (!first && named == of.message_class && most == of.urgent) return;
    of.message_class = named;
    of.urgent = most;
    if (of.judgements.size() == max_judgements) of.judgements.erase(of.judgements.begin() + 1);
    of.judgements.push_back({said.seq, of.message_class, of.urgent});
}

}  // namespace

case_state state_at(const care_case& of, timestamp now, const options& set) {
    if (of.closed_at) return case_state::closed;
    if (of.unanswered_since) return case_state::open;
    if (of.withdrawn) return case_state::closed;
    const bool expires = set.close_after > duration::zero();
    if (expires && now - last_activity(of) >= set.close_after) return case_state::closed;
    return case_state::answered;
}

std::string name_of(const care_case& of) {
    const message_place began{of.platform, of.account, of.root.empty() ? of.thread : of.root};
    return earshot::name_of(began);
}

timestamp last_activity(const care_case& of) {
    return std::max(
        {of.opened, of.last_word.value_or(of.opened), of.last_answer.value_or(of.opened)});
}

bool is_answered(const care_case& of, const word& said) {
    return std::ranges::any_of(of.answers, [&](const answer& given) {
        return said.at <= given.at && said.seq < given.seen;
    });
}

bool was_there(const word& said, timestamp by) {
    const timestamp since = said.heard == timestamp{} ? said.at : said.heard;
    return by == timestamp{} || since < by + std::chrono::seconds{1};
}

std::int64_t reach_of(const care_case& of) {
    constexpr std::int64_t everybody = 10'000'000'000;
    return std::clamp<std::int64_t>(of.followers + of.spread, 0, everybody);
}

void add_word(care_case& to, word said) {
    ++to.messages;
    ++to.live;
    judge(to, said);
    (said.is_public ? to.public_leg : to.private_leg) = true;
    to.withdrawn = false;
    if (!to.last_word || *to.last_word < said.at) to.last_word = said.at;
    const auto before = std::ranges::upper_bound(to.words, place_of(said), {}, place_of);
    to.words.insert(before, std::move(said));
    if (to.words.size() > max_words) drop_one(to.words, to);
    recount(to);
}

void add_answer(care_case& to, answer given) {
    remove(to.answers, given.object);
    to.lost = 0;
    const auto before = std::ranges::upper_bound(to.answers, given.at, {}, &answer::at);
    to.answers.insert(before, std::move(given));
    if (to.answers.size() > max_answers) to.answers.erase(to.answers.begin());
    recount(to);
}

void replace_word(care_case& in, const word& said) {
    const auto held = std::ranges::find(in.words, said.object, &word::object);
    if (held == in.words.end()) return;
    held->message_class = said.message_class;
    held->urgent = said.urgent;
    if (said.edited > 0) held->edited = said.edited;
    if (!said.link.empty()) held->link = said.link;
    judge(in, *held);
}

bool remove_word(care_case& from, std::string_view object) {
    const bool found = remove(from.words, object);
    from.live = std::max<std::int64_t>(0, from.live - 1);
    from.withdrawn = from.live == 0;
    recount(from);
    return found;
}

bool remove_answer(care_case& from, std::string_view object) {
    const bool found = remove(from.answers, object);
    recount(from);
    return found;
}

void recount(care_case& of) {
    of.last_answer.reset();
    if (!of.answers.empty()) {
        of.last_answer = of.answers.back().at;
        of.owner = of.answers.back().by.empty() ? of.owner : of.answers.back().by;
    }
    of.unanswered_since.reset();
    if (of.closed_at) return;
    const auto waits =
        std::ranges::find_if(of.words, [&](const word& said) { return !is_answered(of, said); });
    if (waits != of.words.end()) of.unanswered_since = waits->at;
}

std::string_view to_string(case_state state) noexcept {
    switch (state) {
        case case_state::open: return "open";
        case case_state::answered: return "answered";
        case case_state::closed: return "closed";
    }
    return "unknown";
}

}  // namespace earshot::cases
