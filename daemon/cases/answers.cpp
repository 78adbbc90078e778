#include "cases/answers.hpp"

#include "cases/late_parents.hpp"
#include "cases/upkeep.hpp"

namespace earshot::cases {

std::vector<std::string> keys_for(const reply& item) {
    return {object_key(item.platform, item.account, item.object_id)};
}

std::vector<std::string> keys_for(const publication& item) {
    return {await_key(item.platform, item.account, item.object_id),
            day_key(item.at, item.platform, item.account),
            object_key(item.platform, item.account, item.object_id), reply_key(item.about)};
}

std::string sent(memory& in, sequence seq, const reply& item) {
    const auto* at = in.find<pointer>(object_key(item.platform, item.account, item.object_id));
    const care_case* one = at ? in.find_case(at->case_id) : nullptr;
    if (!one) return {};
    in.edit<reply_note>(reply_key(seq)) = {one->id, item.author};
    return one->id;
}

answering answered(memory& in, const publication& item) {
    const auto* note = in.find<reply_note>(reply_key(item.about));
    const care_case* one = note ? in.find_case(note->case_id) : nullptr;
    if (!one) return {};
    const answer given{item.object_id, item.at, item.about, note->by};
    placed at = place_answer(in, item.platform, item.account, given, one->id);
    count_merged(in, item.at, item.platform, item.account, at.merged.size());
    answering done{std::move(at.case_id), {}};
    in.erase<reply_note>(reply_key(item.about));
    for (const question_link& link : in.find_case(done.case_id)->links)
        if (const care_case* other = in.find_case(link.other); other && other->unanswered_since)
            done.answered_elsewhere.push_back(other->id);
    return done;
}

}  // namespace earshot::cases
