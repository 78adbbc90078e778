#include "cases/upkeep.hpp"

#include <algorithm>
#include <functional>

#include "cases/among.hpp"

namespace earshot::cases {

namespace {

void append_new(std::vector<std::string>& to, const std::string& one, std::size_t limit) {
    if (to.size() < limit && !among(to, one)) to.push_back(one);
}

// What another case should know of this one.
question_link seen_from_outside(const care_case& of) {
    return {of.id, of.person, of.unanswered_since,
            !of.unanswered_since && !of.answers.empty() && !of.closed_at};
}

void tell(memory& in, const std::string& other, const question_link& news) {
    const care_case* held = in.find_case(other);
    if (!held) return;
    const auto link = std::ranges::find(held->links, news.other, &question_link::other);
    if (link == held->links.end() || *link == news) return;
    care_case& to = in.edit<care_case>(case_key(held->id));
    to.links[static_cast<std::size_t>(link - held->links.begin())] = news;
}

bool older(const care_case& left, const care_case& right) {
    return opening_order(left.id) < opening_order(right.id);
}

template <class List, class Place>
void append_sorted(List& to, const List& from, std::size_t limit, Place place) {
    for (const auto& one : from)
        to.insert(std::ranges::upper_bound(to, std::invoke(place, one), {}, place), one);
    // The first holds the clock, the last ones are what is talked about.
    if (to.size() > limit)
        to.erase(to.begin() + 1, to.begin() + 1 + static_cast<std::ptrdiff_t>(to.size() - limit));
}

void join_matter(care_case& to, const care_case& from) {
    if (from.opened < to.opened) {
        to.opened = from.opened;
        to.title = from.title;
    }
    if (from.urgent > to.urgent || to.message_class.empty()) to.message_class = from.message_class;
    to.urgent = std::max(to.urgent, from.urgent);
    if (to.language.empty()) to.language = from.language;
    if (to.owner.empty()) to.owner = from.owner;
    if (!to.stars) to.stars = from.stars;
    if (to.former.empty() && from.former != to.id) to.former = from.former;
    if (!from.closed_at) to.closed_at.reset();
    to.turned = std::max(to.turned, from.turned);
    to.assigned = std::max(to.assigned, from.assigned);
    to.lost = std::max(to.lost, from.lost);
    append_sorted(to.judgements, from.judgements, max_judgements, &judgement::seq);
}

void join_sums(care_case& to, const care_case& from) {
    to.messages += from.messages;
    to.live += from.live;
    to.withdrawn = to.live == 0;
    to.reopened += from.reopened;
    to.under_way += from.under_way;
    to.spread += from.spread;
    to.followers = std::max(to.followers, from.followers);
    to.public_leg = to.public_leg || from.public_leg;
    to.private_leg = to.private_leg || from.private_leg;
    to.other_account_answered = to.other_account_answered || from.other_account_answered;
    for (const std::int64_t level : from.reached)
        if (!among(to.reached, level)) to.reached.push_back(level);
    std::ranges::sort(to.reached);
    if (from.last_word)
        to.last_word = std::max(to.last_word.value_or(*from.last_word), *from.last_word);
    append_sorted(to.words, from.words, max_words,
                  [](const word& one) { return std::pair(one.at, one.seq); });
    append_sorted(to.answers, from.answers, max_answers, &answer::at);
}

// Links of the merged case go over to the one it became part of.
void move_links(memory& in, care_case& to, const care_case& from) {
    for (const question_link& link : from.links) {
        if (const care_case* other = in.find_case(link.other)) {
            care_case& far = in.edit<care_case>(case_key(other->id));
            const bool twice = among(far.links, to.id, &question_link::other);
            if (twice)
                std::erase_if(far.links, [&](const auto& one) { return one.other == from.id; });
            for (question_link& back : far.links)
                if (back.other == from.id) back.other = to.id;
        }
        if (to.links.size() < max_links && !among(to.links, link.other, &question_link::other))
            to.links.push_back(link);
    }
}

// Nothing but where it went.
void leave_behind(memory& in, care_case& gone, const care_case& into) {
    if (gone.unanswered_since) in.erase<mark>(waiting_key(gone.id));
    care_case rest;
    rest.id = gone.id;
    rest.person = gone.person;
    rest.platform = gone.platform;
    rest.account = gone.account;
    rest.opened = gone.opened;
    rest.merged_into = into.id;
    gone = std::move(rest);
}

bool same_question(const care_case& left, const care_case& right, timestamp now,
                   const options& set) {
    const auto apart =
        left.opened < right.opened ? right.opened - left.opened : left.opened - right.opened;
    return apart <= set.question_window && state_at(left, now, set) != case_state::closed &&
           state_at(right, now, set) != case_state::closed;
}

void link_two(memory& in, const care_case& left, const care_case& right) {
    const bool linked = among(left.links, right.id, &question_link::other);
    const bool full = left.links.size() >= max_links || right.links.size() >= max_links;
    if (linked || full) return;
    in.edit<care_case>(case_key(left.id)).links.push_back(seen_from_outside(right));
    in.edit<care_case>(case_key(right.id)).links.push_back(seen_from_outside(left));
}

std::vector<std::string> cases_of(const memory& in, const std::string& person_key) {
    const person* held = in.find_person(person_key);
    return held ? held->recent_cases : std::vector<std::string>();
}

}  // namespace

void after_change(memory& in, const care_case& of, bool waited) {
    const std::string key = waiting_key(of.id);
    if (of.unanswered_since && !waited) in.edit<mark>(key);
    if (!of.unanswered_since && waited) in.erase<mark>(key);
    for (const question_link& link : of.links) tell(in, link.other, seen_from_outside(of));
}

void after_ties(memory& in, const std::string& person_key) {
    const std::string key = suggested_key(person_key);
    const person* of = in.find_person(person_key);
    const bool undecided = of && among(of->ties, tie_state::suggested, &tie::state);
    const bool marked = in.find<mark>(key) != nullptr;
    if (undecided && !marked) in.edit<mark>(key);
    if (!undecided && marked) in.erase<mark>(key);
}

std::string merge_into(memory& in, std::string& kept, const std::string& other) {
    const care_case* one = in.find_case(kept);
    const care_case* two = in.find_case(other);
    if (!one || !two || one == two) return {};
    const bool first_stays = older(*one, *two);
    care_case& into = in.edit<care_case>(case_key(first_stays ? one->id : two->id));
    care_case& gone = in.edit<care_case>(case_key(first_stays ? two->id : one->id));
    const bool waited = into.unanswered_since.has_value();
    for (const std::string& key : gone.threads) append_new(into.threads, key, max_threads);
    for (const std::string& id : gone.absorbed) {
        append_new(into.absorbed, id, max_absorbed);
        if (in.find<care_case>(case_key(id)))
            in.edit<care_case>(case_key(id)).merged_into = into.id;
    }
    append_new(into.absorbed, gone.id, max_absorbed);
    move_links(in, into, gone);
    join_matter(into, gone);
    join_sums(into, gone);
    recount(into);
    leave_behind(in, gone, into);
    if (in.find_person(into.person)) std::erase(in.edit<person>(into.person).recent_cases, gone.id);
    after_change(in, into, waited);
    kept = into.id;
    return gone.id;
}

void count_merged(memory& in, timestamp at, const std::string& platform, const std::string& account,
                  std::size_t cases) {
    if (cases == 0) return;
    in.edit<day_count>(day_key(at, platform, account)).merged += static_cast<std::int64_t>(cases);
}

void link_questions(memory& in, const std::string& left, const std::string& right, timestamp now,
                    const options& set) {
    for (const std::string& one : cases_of(in, left))
        for (const std::string& two : cases_of(in, right)) {
            const care_case* here = in.find_case(one);
            const care_case* there = in.find_case(two);
            if (here && there && here != there && same_question(*here, *there, now, set))
                link_two(in, *here, *there);
        }
}

void unlink_questions(memory& in, const std::string& left, const std::string& right) {
    const auto forget = [&](const std::string& of, const std::string& whose) {
        for (const std::string& id : cases_of(in, of)) {
            const care_case* held = in.find_case(id);
            if (held && among(held->links, whose, &question_link::person))
                std::erase_if(in.edit<care_case>(case_key(held->id)).links,
                              [&](const question_link& one) { return one.person == whose; });
        }
    };
    forget(left, right);
    forget(right, left);
}

void point(memory& in, const std::string& key, const pointer& to) {
    const pointer* held = in.find<pointer>(key);
    if (!held || *held != to) in.edit<pointer>(key) = to;
}

}  // namespace earshot::cases
