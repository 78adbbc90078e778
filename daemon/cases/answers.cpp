#include "cases/answers.hpp"

#include "cases/among.hpp"
#include "cases/late_parents.hpp"
#include "cases/upkeep.hpp"

namespace earshot::cases {

namespace {

const care_case* case_named(const memory& in, const reply& item) {
    const auto* at = in.find<pointer>(object_key(item.platform, item.account, item.object_id));
    return at ? in.find_case(at->case_id) : nullptr;
}

// Who names it has it before him, whatever his clock says.
bool was_seen(const word& said, const reply& item, const words_had& had) {
    const bool shown = !had || among(*had, said.seq);
    return said.object == item.object_id || (shown && was_there(said, item.written));
}

// The first, where clocks disagree.
const word* newest_seen(const care_case& in, const reply& item, const words_had& had) {
    const word* newest = in.words.empty() ? nullptr : &in.words.front();
    for (const word& said : in.words)
        if (was_seen(said, item, had)) newest = &said;
    return newest;
}

void end_of_way(memory& in, const reply_note& note) {
    const care_case* one = note.under_way ? in.find_case(note.case_id) : nullptr;
    if (one && one->under_way > 0) --in.edit<care_case>(case_key(one->id)).under_way;
}

// --- outside any case ---

void forget_loose(memory& in, const std::string& key, sequence reply) {
    if (in.find<loose_answers>(key))
        std::erase_if(in.edit<loose_answers>(key).given,
                      [&](const loose_answer& one) { return one.reply == reply; });
}

void keep_loose(memory& in, const std::string& key, const loose_answer& latest) {
    forget_loose(in, key, latest.reply);
    std::vector<loose_answer>& given = in.edit<loose_answers>(key).given;
    given.push_back(latest);
    if (given.size() > max_answers) given.erase(given.begin());
}

std::size_t loose_since(const memory& in, const std::string& key, timestamp since) {
    const auto* of = in.find<loose_answers>(key);
    if (!of) return 0;
    return static_cast<std::size_t>(std::ranges::count_if(of->given, [&](const loose_answer& one) {
        return one.out == timestamp{} || one.out > since;
    }));
}

}  // namespace

std::vector<std::string> keys_for(const reply& item) {
    return {object_key(item.platform, item.account, item.object_id)};
}

std::vector<std::string> keys_for(const publication& item) {
    return {await_key(item.platform, item.account, item.object_id),
            day_key(item.at, item.platform, item.account),
            object_key(item.platform, item.account, item.object_id), reply_key(item.about)};
}

case_words words_answered(const memory& in, const reply& item) {
    const care_case* one = case_named(in, item);
    if (!one) return {};
    case_words out{one->id, {}};
    for (const word& said : one->words) out.words.push_back(said.seq);
    return out;
}

bool in_a_case(const memory& in, const reply& item) { return case_named(in, item) != nullptr; }

std::size_t answers_since(const memory& in, const reply& item, const message& answered,
                          timestamp since) {
    const care_case* one = case_named(in, item);
    if (!one) return loose_since(in, answers_key(answered), since);
    const auto later = [&](const answer& given) { return given.at > since; };
    const std::int64_t under_way = std::max<std::int64_t>(0, one->under_way);
    return static_cast<std::size_t>(under_way + std::ranges::count_if(one->answers, later));
}

std::string object_answered(const memory& in, const reply& item, const words_had& had) {
    const care_case* one = item.to_case ? case_named(in, item) : nullptr;
    const word* newest = one ? newest_seen(*one, item, had) : nullptr;
    return newest ? newest->object : item.object_id;
}

std::string sent(memory& in, sequence seq, const reply& item, const words_had& had) {
    const care_case* one = case_named(in, item);
    reply_note note{{}, item.author, item.origin, item.platform, item.account, seq};
    if (one) note.case_id = one->id;
    // What came while the agent was writing waits on.
    const word* newest = one && item.to_case ? newest_seen(*one, item, had) : nullptr;
    if (newest) note.seen = std::min(seq, newest->seq + 1);
    in.edit<reply_note>(reply_key(seq)) = note;
    return note.case_id;
}

void approved(memory& in, sequence reply, const message& answered) {
    reply_note& note = in.edit<reply_note>(reply_key(reply));
    const care_case* one = in.find_case(note.case_id);
    note.under_way = one != nullptr;
    if (one) {
        ++in.edit<care_case>(case_key(one->id)).under_way;
    } else {
        note.counted = answers_key(answered);
        keep_loose(in, note.counted, {reply, {}});
    }
}

void lost(memory& in, sequence reply) {
    const auto* note = in.find<reply_note>(reply_key(reply));
    if (note && !note->counted.empty()) forget_loose(in, note->counted, reply);
    if (!note || !note->under_way) return;
    end_of_way(in, *note);
    // The note stays: an operator may send the answer after all.
    in.edit<reply_note>(reply_key(reply)).under_way = false;
}

answering answered(memory& in, const publication& item) {
    const auto* note = in.find<reply_note>(reply_key(item.about));
    const care_case* one = note ? in.find_case(note->case_id) : nullptr;
    const reply_note sent_as = note ? *note : reply_note{};
    end_of_way(in, sent_as);
    if (!sent_as.counted.empty()) keep_loose(in, sent_as.counted, {item.about, item.at});
    in.erase<reply_note>(reply_key(item.about));
    if (!one) return {};
    const answer given{item.object_id, item.at, sent_as.seen > 0 ? sent_as.seen : item.about,
                       sent_as.by};
    placed at = place_answer(in, item.platform, item.account, given, one->id);
    count_merged(in, item.at, item.platform, item.account, at.merged.size());
    answering done{std::move(at.case_id), {}};
    for (const question_link& link : in.find_case(done.case_id)->links)
        if (const care_case* other = in.find_case(link.other); other && other->unanswered_since)
            done.answered_elsewhere.push_back(other->id);
    return done;
}

}  // namespace earshot::cases
