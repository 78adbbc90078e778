#include "cases/corrections.hpp"

#include <algorithm>

#include "cases/among.hpp"
#include "cases/upkeep.hpp"

namespace earshot::cases {

namespace {

result<void> known_person(const memory& in, const std::string& key) {
    if (in.find_person(key)) return {};
    return fail(error_kind::invalid, "cases.unknown_person",
                "nobody is known as " + key + "; it is written person/PLATFORM/ID");
}

result<std::string> known_case(const memory& in, std::string_view id) {
    if (const care_case* one = in.find_case(id)) return one->id;
    return fail(error_kind::invalid, "cases.unknown_case",
                "there is no case " + std::string(id.substr(0, 40)) + "; it is written c17");
}

result<void> two_people(const memory& in, const std::string& left, const std::string& right) {
    if (left == right)
        return fail(error_kind::invalid, "cases.same_person",
                    left + " is named twice; name two people");
    const auto first = known_person(in, left);
    return first ? known_person(in, right) : first;
}

tie& tie_to(memory& in, const std::string& of, const std::string& other) {
    person& one = in.edit<person>(of);
    const auto held = std::ranges::find(one.ties, other, &tie::other);
    if (held != one.ties.end()) return *held;
    // What a human says is worth more than what was merely suggested.
    if (one.ties.size() >= max_ties) {
        const auto weakest = std::ranges::find(one.ties, tie_state::suggested, &tie::state);
        one.ties.erase(weakest == one.ties.end() ? one.ties.begin() : weakest);
    }
    return one.ties.emplace_back(tie{other, {}, {}, {}, {}});
}

void set_tie(memory& in, const std::string& of, const std::string& other, tie_state state,
             std::string_view who, timestamp at) {
    tie& one = tie_to(in, of, other);
    one.state = state;
    one.by = who;
    one.at = at;
}

// Back to what was suggested, if anything was.
void loosen(memory& in, const std::string& of, const std::string& other) {
    const tie* held = find_tie(*in.find_person(of), other);
    if (!held || held->state != tie_state::confirmed) return;
    const bool suggested = !held->evidence.empty();
    if (suggested)
        set_tie(in, of, other, tie_state::suggested, {}, {});
    else
        std::erase_if(in.edit<person>(of).ties, [&](const tie& one) { return one.other == other; });
}

// A helpdesk whose clock is ahead must not outvote what is done later.
timestamp time_of(const ticket_change& item, timestamp read) {
    return item.at == timestamp{} ? read : std::min(item.at, read);
}

const care_case* case_with(const memory& in, const ticket_change& item) {
    const auto keys = keys_for(item);
    const auto* held = keys.empty() ? nullptr : in.find<pointer>(keys.front());
    return held ? in.find_case(held->case_id) : nullptr;
}

std::vector<sequence> to_read(const care_case& of) {
    std::vector<sequence> out;
    for (const word& said : of.words) {
        out.push_back(said.seq);
        if (said.edited > 0) out.push_back(said.edited);
    }
    if (of.lost > 0) out.push_back(of.lost);
    return out;
}

// Nobody closed what he had not read: it has opened the ticket again, or will when it gets there.
bool all_read(const care_case& of, const ticket_change& item, const std::vector<sequence>& unread) {
    const auto there = [&](const word& said) { return was_there(said, item.at); };
    const auto missed = [&](sequence one) { return among(unread, one); };
    return std::ranges::all_of(of.words, there) && std::ranges::none_of(to_read(of), missed);
}

bool counts(const care_case& of, const ticket_change& item, timestamp done,
            const std::vector<sequence>& unread) {
    if (item.what == ticket_act::assigned) return done >= of.assigned;
    return done >= of.turned && (item.what != ticket_act::closed || all_read(of, item, unread));
}

}  // namespace

std::vector<std::string> keys_for_people(const std::vector<std::string>& people) { return people; }

std::vector<std::string> keys_for_case(std::string_view id) { return {case_key(id)}; }

result<void> correct_language(memory& in, const std::string& who, std::string_view tag) {
    if (const auto known = known_person(in, who); !known) return known;
    person& of = in.edit<person>(who);
    of.corrected_language = tag;
    if (tag.empty()) return {};
    for (const std::string& id : std::vector(of.recent_cases))
        if (const care_case* one = in.find_case(id))
            in.edit<care_case>(case_key(one->id)).language = tag;
    return {};
}

result<void> do_not_watch(memory& in, const std::string& who, std::string_view rule, timestamp at) {
    if (const auto known = known_person(in, who); !known) return known;
    person& of = in.edit<person>(who);
    of.do_not_watch = true;
    of.do_not_watch_since = at;
    of.do_not_watch_rule = rule;
    return {};
}

result<void> watch_again(memory& in, const std::string& who) {
    if (const auto known = known_person(in, who); !known) return known;
    person& of = in.edit<person>(who);
    of.do_not_watch = false;
    of.do_not_watch_since = {};
    of.do_not_watch_rule.clear();
    return {};
}

result<void> link(memory& in, const std::string& left, const std::string& right,
                  std::string_view who, timestamp at, const options& set) {
    if (const auto known = two_people(in, left, right); !known) return known;
    set_tie(in, left, right, tie_state::confirmed, who, at);
    set_tie(in, right, left, tie_state::confirmed, who, at);
    after_ties(in, left);
    after_ties(in, right);
    link_questions(in, left, right, at, set);
    return {};
}

result<void> unlink(memory& in, const std::string& left, const std::string& right) {
    if (const auto known = two_people(in, left, right); !known) return known;
    unlink_questions(in, left, right);
    loosen(in, left, right);
    loosen(in, right, left);
    after_ties(in, left);
    after_ties(in, right);
    return {};
}

result<void> reject(memory& in, const std::string& left, const std::string& right,
                    std::string_view who, timestamp at) {
    if (const auto known = two_people(in, left, right); !known) return known;
    unlink_questions(in, left, right);
    set_tie(in, left, right, tie_state::rejected, who, at);
    set_tie(in, right, left, tie_state::rejected, who, at);
    after_ties(in, left);
    after_ties(in, right);
    return {};
}

result<void> close(memory& in, std::string_view id, std::string_view who, timestamp at) {
    const auto known = known_case(in, id);
    if (!known) return std::unexpected(known.error());
    change_case(in, *known, [&](care_case& of) {
        of.closed_at = at;
        of.closed_by = who;
        of.turned = at;
        recount(of);
    });
    return {};
}

result<void> reopen(memory& in, std::string_view id, timestamp at) {
    const auto known = known_case(in, id);
    if (!known) return std::unexpected(known.error());
    change_case(in, *known, [&](care_case& of) {
        if (of.closed_at) ++of.reopened;
        of.closed_at.reset();
        of.closed_by.clear();
        of.turned = at;
        recount(of);
    });
    return {};
}

std::vector<std::string> keys_for(const ticket_change& item) {
    const auto began = place_named(item.case_key);
    if (!began) return {};
    return {object_key(began->platform, began->account, began->object_id)};
}

case_words words_to_read(const memory& in, const ticket_change& item) {
    const care_case* one = case_with(in, item);
    return one ? case_words{one->id, to_read(*one)} : case_words{};
}

void reopen_unanswered(memory& in, const std::string& id, sequence told, timestamp at) {
    const care_case* one = in.find_case(id);
    if (!one) return;
    if (told > 0) in.edit<care_case>(case_key(one->id)).lost = told;
    static_cast<void>(reopen(in, id, at));
}

void follow(memory& in, const ticket_change& item, timestamp at,
            const std::vector<sequence>& unread) {
    const care_case* one = case_with(in, item);
    const timestamp done = time_of(item, at);
    if (!one || !counts(*one, item, done, unread)) return;
    const std::string id = one->id;
    const bool closed = one->closed_at.has_value();
    const std::string who = item.by.empty() ? item.origin : item.by;
    care_case& of = in.edit<care_case>(case_key(id));
    (item.what == ticket_act::assigned ? of.assigned : of.turned) = done;
    switch (item.what) {
        case ticket_act::closed:
            if (!closed) static_cast<void>(close(in, id, who, done));
            break;
        case ticket_act::reopened:
            if (closed) static_cast<void>(reopen(in, id, done));
            break;
        case ticket_act::assigned: of.owner = item.to; break;
    }
}

}  // namespace earshot::cases
