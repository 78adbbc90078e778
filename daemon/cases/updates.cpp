#include "cases/updates.hpp"

#include <algorithm>
#include <utility>

#include "cases/among.hpp"
#include "cases/conversation.hpp"
#include "cases/late_parents.hpp"
#include "cases/upkeep.hpp"

namespace earshot::cases {

namespace {

// Something said: liking or sharing is no answer.
bool is_said(const message& item) {
    return item.kind != message_kind::reaction && item.kind != message_kind::share &&
           item.kind != message_kind::edit && item.kind != message_kind::deletion;
}

filing update_of(const care_case& one) {
    filing done;
    done.case_id = one.id;
    done.updated = true;
    return done;
}

// Whoever has no other answer waits again, from when they asked.
filing take_back(memory& in, const message& item) {
    const care_case* one = case_of(in, item);
    if (!one) return {};
    filing done = update_of(*one);
    change_case(in, one->id, [&](care_case& of) {
        const bool waited = of.unanswered_since.has_value();
        const auto closed = std::exchange(of.closed_at, std::nullopt);
        remove_answer(of, item.object_id);
        done.reopened = !waited && of.unanswered_since;
        if (!of.unanswered_since) of.closed_at = closed;
        if (done.reopened) ++of.reopened;
    });
    if (done.reopened)
        ++in.edit<day_count>(day_key(item.created, item.platform, item.account)).reopened;
    return done;
}

std::int64_t weight_of(const message& item) {
    constexpr std::int64_t most = 1'000'000'000;
    if (item.kind != message_kind::share) return 1;
    return 1 + std::clamp<std::int64_t>(item.by.followers.value_or(0), 0, most);
}

}  // namespace

const care_case* case_of(const memory& in, const message& item) {
    const pointer* held = pointer_to(in, item, item.object_id);
    return held ? in.find_case(held->case_id) : nullptr;
}

filing file_ours(memory& in, const message& item) {
    if (item.kind == message_kind::deletion) return take_back(in, item);
    const bool known = pointer_to(in, item, item.object_id) != nullptr;
    const bool said = is_said(item) || item.kind == message_kind::edit;
    if (said && !known) return file_answer(in, item);
    const care_case* one = case_of(in, item);
    return one ? update_of(*one) : filing();
}

filing file_colleague(memory& in, const message& item) {
    const care_case* one = is_said(item) ? case_spoken_in(in, item) : nullptr;
    if (!one) return {};
    filing done = update_of(*one);
    point(in, object_key(item.platform, item.account, item.object_id), {one->id, true});
    change_case(in, one->id, [](care_case& of) { of.other_account_answered = true; });
    return done;
}

filing file_spread(memory& in, const message& item, const options& set) {
    for (const std::string& object : {item.quoted_id, item.parent_id}) {
        const pointer* held = pointer_to(in, item, object);
        const care_case* one = held ? in.find_case(held->case_id) : nullptr;
        if (!one || one->person == person_key(item)) continue;
        filing done = update_of(*one);
        change_case(in, one->id, [&](care_case& of) {
            of.spread += weight_of(item);
            reach_levels(of, set, done.levels);
        });
        return done;
    }
    return {};
}

// Platforms do not always say who took it back.
filing file_deletion(memory& in, const message& item) {
    const care_case* one = case_of(in, item);
    const pointer* held = pointer_to(in, item, item.object_id);
    if (held && held->ours) return take_back(in, item);
    if (!one) {
        in.edit<pointer>(object_key(item.platform, item.account, item.object_id)).gone = true;
        return {};
    }
    if (held->gone) return {};
    filing done = update_of(*one);
    change_case(in, one->id, [&](care_case& of) { remove_word(of, item.object_id); });
    in.edit<pointer>(object_key(item.platform, item.account, item.object_id)).gone = true;
    return done;
}

void reach_levels(care_case& of, const options& set, std::vector<std::int64_t>& newly) {
    for (const std::int64_t level : set.reach_levels) {
        const bool first = !among(of.reached, level) && of.reached.size() < max_levels;
        if (level > reach_of(of) || !first) continue;
        of.reached.push_back(level);
        newly.push_back(level);
    }
}

}  // namespace earshot::cases
