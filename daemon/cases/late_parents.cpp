#include "cases/late_parents.hpp"

#include <algorithm>
#include <iterator>

#include "cases/among.hpp"
#include "cases/conversation.hpp"
#include "cases/upkeep.hpp"

namespace earshot::cases {

namespace {

answer answer_in(const message& item) {
    const std::string& by = item.by.handle.empty() ? item.by.id : item.by.handle;
    return {item.object_id, item.created, answer::saw_all, by};
}

// The one customer whose case waits for this; nothing where there are several.
std::string only_waiting(const memory& in, const message& item) {
    const auto* late = in.find<awaiting>(await_key(item.platform, item.account, item.object_id));
    const care_case* found = nullptr;
    for (const std::string& id : late ? late->cases : std::vector<std::string>()) {
        const care_case* one = in.find_case(id);
        if (one && found && one->person != found->person) return {};
        if (one) found = one;
    }
    return found ? found->id : std::string();
}

void wait_as_answer(memory& in, const message& item, const std::string& parent) {
    awaiting& late = in.edit<awaiting>(await_key(item.platform, item.account, parent));
    if (late.answers.size() < max_waiting_children) late.answers.push_back(answer_in(item));
}

}  // namespace

void wait_for_parent(memory& in, const message& item, const std::string& id) {
    const std::string parent = missing_parent(in, item);
    if (parent.empty() || pointer_to(in, item, parent)) return;
    awaiting& late = in.edit<awaiting>(await_key(item.platform, item.account, parent));
    if (late.cases.size() < max_waiting_children && !among(late.cases, id))
        late.cases.push_back(id);
}

placed take_waiting_answers(memory& in, const message& item, const std::string& id) {
    placed all{id, {}};
    const std::string key = await_key(item.platform, item.account, item.object_id);
    const auto* late = in.find<awaiting>(key);
    if (!late) return all;
    const auto answers = late->answers;
    in.erase<awaiting>(key);
    for (const answer& given : answers) {
        placed one = place_answer(in, item.platform, item.account, given, all.case_id);
        all.case_id = std::move(one.case_id);
        std::ranges::move(one.merged, std::back_inserter(all.merged));
    }
    return all;
}

filing file_answer(memory& in, const message& item) {
    filing done;
    const pointer* parent = pointer_to(in, item, item.parent_id);
    const care_case* one = case_spoken_in(in, item);
    const std::string id = one ? one->id : only_waiting(in, item);
    pointer place{{}, true, one ? std::string() : missing_parent(in, item)};
    if (!one && !parent && !item.parent_id.empty()) {
        wait_as_answer(in, item, item.parent_id);
        if (!id.empty()) wait_for_parent(in, item, id);
    }
    if (id.empty()) {
        point(in, object_key(item.platform, item.account, item.object_id), place);
        return done;
    }
    done.updated = true;
    placed at = place_answer(in, item.platform, item.account, answer_in(item), id);
    done.case_id = std::move(at.case_id);
    done.merged = std::move(at.merged);
    count_merged(in, item.created, item.platform, item.account, done.merged.size());
    return done;
}

placed place_answer(memory& in, const std::string& platform, const std::string& account,
                    const answer& given, const std::string& id) {
    const care_case* into = in.find_case(id);
    if (!into) return {};
    placed done{into->id, {}};
    const std::string whose = into->person;
    change_case(in, done.case_id, [&](care_case& of) { add_answer(of, given); });
    const std::string key = await_key(platform, account, given.object);
    const auto* late = in.find<awaiting>(key);
    const auto waiting = late ? late->cases : std::vector<std::string>();
    if (late) in.erase<awaiting>(key);
    for (const std::string& other : waiting)
        if (const care_case* one = in.find_case(other); one && one->person == whose)
            if (std::string gone = merge_into(in, done.case_id, one->id); !gone.empty())
                done.merged.push_back(std::move(gone));
    point(in, object_key(platform, account, given.object), {done.case_id, true});
    return done;
}

}  // namespace earshot::cases
