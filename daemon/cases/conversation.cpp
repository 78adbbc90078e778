#include "cases/conversation.hpp"

#include "cases/among.hpp"

namespace earshot::cases {

namespace {

const care_case* case_at(const memory& in, const pointer* at) {
    return at && !at->case_id.empty() ? in.find_case(at->case_id) : nullptr;
}

const care_case* case_in_thread(const memory& in, const message& item, const std::string& thread,
                                const std::string& author) {
    return case_at(in, in.find<pointer>(thread_key(item.platform, item.account, thread, author)));
}

const care_case* case_of_object(const memory& in, const message& item, const std::string& object) {
    return case_at(in, pointer_to(in, item, object));
}

bool is_too_old(const care_case& of, timestamp now, const options& set) {
    return state_at(of, now, set) == case_state::closed && set.reopen_within > duration::zero() &&
           now - last_activity(of) > set.reopen_within;
}

class finder {
public:
    finder(const memory& in, const message& item, const options& set)
        : in_(in), item_(item), set_(set), me_(person_key(item)) {}

    std::vector<std::string> find() {
        consider_thread(thread_of(in_, item_));
        consider(case_of_object(in_, item_, item_.parent_id));
        if (const pointer* parent = pointer_to(in_, item_, item_.parent_id))
            consider(case_of_object(in_, item_, parent->parent));
        consider_children();
        if (found_.empty()) consider_quoted();
        if (item_.kind == message_kind::direct_message) return other_leg_or_own(true);
        if (found_.empty() && answers_us()) return other_leg_or_own(false);
        forget_former();
        return ids();
    }

private:
    void consider(const care_case* one) {
        if (one && one->person == me_ && !among(found_, one)) found_.push_back(one);
    }

    // By its pointer, or among the customer's cases: a conversation without a name of the
    // platform's is known only once its beginning is.
    void consider_thread(const std::string& thread) {
        consider(case_in_thread(in_, item_, thread, item_.by.id));
        const person* writer = in_.find_person(me_);
        const std::string key = thread_key(item_.platform, item_.account, thread, item_.by.id);
        if (!writer || !found_.empty()) return;
        const care_case* found = nullptr;
        for (const std::string& id : writer->recent_cases)
            if (const care_case* one = in_.find_case(id); one && among(one->threads, key))
                found = one;
        consider(found);
    }

    void consider_children() {
        const auto* late =
            in_.find<awaiting>(await_key(item_.platform, item_.account, item_.object_id));
        if (!late) return;
        for (const std::string& id : late->cases) consider(in_.find_case(id));
    }

    // Quoting our answer goes on with what it answered; quoting oneself begins something new.
    void consider_quoted() {
        const pointer* quoted = pointer_to(in_, item_, item_.quoted_id);
        if (quoted && quoted->ours) consider(case_at(in_, quoted));
    }

    // A public answer to something of ours that is in no case of this customer's.
    bool answers_us() const {
        const pointer* parent = pointer_to(in_, item_, item_.parent_id);
        return item_.addressed && !item_.parent_id.empty() && (!parent || parent->ours);
    }

    // Where a customer writes in private and in public, the message belongs to what was spoken of
    // last.
    std::vector<std::string> other_leg_or_own(bool in_private) {
        const person* writer = in_.find_person(me_);
        const care_case* latest = found_.empty() ? nullptr : found_.front();
        if (writer)
            for (const std::string& id : writer->recent_cases) {
                const care_case* one = in_.find_case(id);
                const bool joins = one && one->account == item_.account &&
                                   one->platform == item_.platform && can_join(*one, in_private);
                if (joins && (!latest || last_activity(*latest) < last_activity(*one)))
                    latest = one;
            }
        if (!latest) return {};
        return {latest->id};
    }

    bool can_join(const care_case& one, bool in_private) const {
        const bool has_leg = in_private ? one.public_leg : one.private_leg;
        const auto silence = item_.created - last_activity(one);
        return has_leg && !one.withdrawn &&
               (one.unanswered_since.has_value() || silence <= set_.join_window);
    }

    // A case that was left long ago is not merged with what came after it.
    void forget_former() {
        if (found_.size() < 2) return;
        const auto left_behind = [&](const care_case* one) {
            return is_too_old(*one, item_.created, set_) ||
                   among(found_, one->id, [](auto* other) { return other->former; });
        };
        std::vector<const care_case*> alive;
        for (const care_case* one : found_)
            if (!left_behind(one)) alive.push_back(one);
        if (!alive.empty()) found_ = std::move(alive);
    }

    std::vector<std::string> ids() const {
        std::vector<std::string> out;
        for (const care_case* one : found_) out.push_back(one->id);
        return out;
    }

    const memory& in_;
    const message& item_;
    const options& set_;
    std::string me_;
    std::vector<const care_case*> found_;
};

}  // namespace

bool is_public(const message& item) { return item.kind != message_kind::direct_message; }

const pointer* pointer_to(const memory& in, const message& item, const std::string& object) {
    if (object.empty()) return nullptr;
    return in.find<pointer>(object_key(item.platform, item.account, object));
}

std::string missing_parent(const memory& in, const message& item) {
    const pointer* parent = pointer_to(in, item, item.parent_id);
    return parent ? parent->parent : item.parent_id;
}

std::string thread_of(const memory& in, const message& item) {
    if (!item.thread_id.empty()) return item.thread_id;
    if (item.parent_id.empty()) return item.object_id;
    if (const care_case* parent = case_of_object(in, item, item.parent_id)) return parent->thread;
    const pointer* ours = pointer_to(in, item, item.parent_id);
    return ours && !ours->parent.empty() ? ours->parent : item.parent_id;
}

std::vector<std::string> conversation_of(const memory& in, const message& item,
                                         const options& set) {
    return finder(in, item, set).find();
}

const care_case* case_spoken_in(const memory& in, const message& item) {
    if (const care_case* answered = case_of_object(in, item, item.parent_id)) return answered;
    if (item.kind != message_kind::direct_message || item.thread_id.empty()) return nullptr;
    return case_in_thread(in, item, item.thread_id, {});
}

}  // namespace earshot::cases
