#include "desk/decide.hpp"

#include "cases/corrections.hpp"
#include "cases/filing.hpp"
#include "cases/subject.hpp"
#include "desk/assess.hpp"
#include "desk/route.hpp"

namespace earshot::desk {

namespace {

// One entry at a time, over what they share.
class decision {
public:
    decision(const policy& rules, cases::memory& memory, const event& next,
             const reply_facts& facts, journal::decisions& into)
        : rules_(rules), memory_(memory), next_(next), facts_(facts), into_(into) {}

    void operator()(const std::monostate&) {}

    void operator()(const message& item) {
        const findings found =
            item.from == direction::from_customer ? assess(rules_, memory_, item) : findings();
        const cases::assessment judged = cases::completed(assessment_of(found), item);
        const cases::filing filed = cases::file(memory_, item, judged, next_.seq, rules_.cases);
        if (found.outcome.do_not_watch) stop_watching(item, found.outcome);
        into_.understandings.push_back({next_.seq, understanding_of(item, found, judged, filed)});
        if (unwanted(item)) return;
        const auto where = where_it_goes(item, found.outcome);
        send(route_message(rules_, next_.seq, item, where, filed.case_id));
    }

    void operator()(const reply& answer) {
        const journal::entry about{next_.seq, next_.at, journal::entry_kind::reply, {}};
        reply_facts known = facts_;
        if (facts_.answered)
            known.within_the_hour = cases::answers_since(memory_, answer, *facts_.answered,
                                                         next_.at - std::chrono::hours{1});
        auto made = judge(rules_, about, as_sent(rules_, memory_, answer, facts_.had), known);
        cases::sent(memory_, next_.seq, answer, facts_.had);
        if (auto* refused = std::get_if<journal::refusal>(&made)) {
            into_.refused.push_back(std::move(*refused));
            return;
        }
        cases::approved(memory_, next_.seq, *facts_.answered);
        into_.enqueued.push_back(std::move(std::get<journal::enqueue>(made)));
    }

    void operator()(const cases::publication& out) {
        tell(out.about, audience::everybody);
        cases::answered(memory_, out);
    }

    void operator()(const lost_answer& gone) {
        const bool told = tell(gone.reply, audience::author);
        cases::lost(memory_, gone.reply);
        const auto* note = memory_.find<cases::reply_note>(cases::reply_key(gone.reply));
        // What its author closed on it has no answer after all: that goes for the ticket, too.
        if (note && may_act_for(rules_, note->origin, note->account))
            cases::reopen_unanswered(memory_, note->case_id, told ? next_.seq : 0, next_.at);
    }

    void operator()(const ticket_change& item) {
        const auto began = place_named(item.case_key);
        if (began && may_act_for(rules_, item.origin, began->account))
            cases::follow(memory_, item, next_.at, facts_.unread);
    }

    void operator()(const gap_found& found) { send(tell_of_gap(rules_, next_.seq, found)); }

    void operator()(const human_act& done) {
        if (done.what == act::watch || done.what == act::do_not_watch) listen(done);
        // An act about somebody unknown changes nothing: it was checked when it was recorded.
        static_cast<void>(follow(done));
    }

private:
    void send(std::vector<journal::enqueue> enqueued) {
        std::ranges::move(enqueued, std::back_inserter(into_.enqueued));
    }

    // Whether anybody is.
    bool tell(journal::sequence answer, audience whom) {
        const auto* note = memory_.find<cases::reply_note>(cases::reply_key(answer));
        auto told =
            note ? tell_of_answer(rules_, next_.seq, *note, whom) : std::vector<journal::enqueue>();
        const bool anybody = !told.empty();
        send(std::move(told));
        return anybody;
    }

    static cases::case_action action_of(rules::case_action said) {
        switch (said) {
            case rules::case_action::open: return cases::case_action::open;
            case rules::case_action::join: return cases::case_action::join;
            case rules::case_action::none: return cases::case_action::none;
            case rules::case_action::unsaid: break;
        }
        return cases::case_action::by_default;
    }

    static cases::assessment assessment_of(const findings& found) {
        return {.message_class = found.outcome.message_class,
                .urgent = found.outcome.urgent,
                .language = found.language.tag,
                .action = action_of(found.outcome.case_),
                .ignored = !found.outcome.ignored_by.empty()};
    }

    understanding understanding_of(const message& item, const findings& found,
                                   const cases::assessment& judged,
                                   const cases::filing& filed) const {
        understanding out{.language = found.language,
                          .message_class = judged.message_class,
                          .urgent = judged.urgent,
                          .topics = found.outcome.topics,
                          .rules = found.outcome.matched,
                          .ignored_by = found.outcome.ignored_by,
                          .ignored_why = found.outcome.ignored_why,
                          .case_id = filed.case_id,
                          .subject = cases::subject_of(item),
                          .suggestions = filed.suggestions};
        if (const auto* of = memory_.find_case(filed.case_id)) out.case_key = name_of(*of);
        if (!filed.perhaps_same.empty()) out.suggestions.emplace_back("perhaps_same_person");
        for (const std::int64_t level : filed.levels) {
            out.suggestions.push_back("reach_" + std::to_string(level));
            out.urgent = std::max(out.urgent, urgency::high);
        }
        return out;
    }

    // Taken back before it came, or by somebody who asks not to be watched and came along with the
    // request to: the register keeps out only what comes later.
    bool unwanted(const message& item) const {
        if (item.kind == message_kind::deletion || item.from != direction::from_customer)
            return false;
        const auto* held = memory_.find<cases::pointer>(
            cases::object_key(item.platform, item.account, item.object_id));
        if (held && held->gone) return true;
        const auto* who = memory_.find_person(cases::person_key(item));
        const bool for_us = item.addressed || item.kind == message_kind::direct_message;
        return who && who->do_not_watch && !for_us && item.kind != message_kind::edit;
    }

    // What becomes of a message is told wherever a rule sent the message.
    rules::outcome where_it_goes(const message& item, rules::outcome found) {
        const std::string key = cases::object_key(item.platform, item.account, item.object_id);
        const auto* held = memory_.find<cases::pointer>(key);
        std::vector<std::string> sinks = held ? held->sinks : std::vector<std::string>();
        for (const std::string& one : found.sinks)
            if (sinks.size() < cases::max_sinks && std::ranges::find(sinks, one) == sinks.end())
                sinks.push_back(one);
        if (!sinks.empty() && (!held || held->sinks != sinks))
            memory_.edit<cases::pointer>(key).sinks = sinks;
        found.sinks = std::move(sinks);
        return found;
    }

    void stop_watching(const message& item, const rules::outcome& found) {
        if (item.by.id.empty()) return;
        static_cast<void>(cases::do_not_watch(memory_, cases::person_key(item),
                                              found.do_not_watch_by, item.created));
        into_.unwatched.push_back({item.platform, item.by.id, true});
    }

    void listen(const human_act& done) {
        if (const auto* who = memory_.find_person(done.subject))
            into_.unwatched.push_back({who->platform, who->id, done.what == act::do_not_watch});
    }

    result<void> follow(const human_act& done) {
        switch (done.what) {
            case act::correct_language:
                return cases::correct_language(memory_, done.subject, done.value);
            case act::link:
                return cases::link(memory_, done.subject, done.value, done.by, next_.at,
                                   rules_.cases);
            case act::unlink: return cases::unlink(memory_, done.subject, done.value);
            case act::reject:
                return cases::reject(memory_, done.subject, done.value, done.by, next_.at);
            case act::watch: return cases::watch_again(memory_, done.subject);
            case act::do_not_watch:
                return cases::do_not_watch(memory_, done.subject, done.by, next_.at);
            case act::close_case: return cases::close(memory_, done.subject, done.by, next_.at);
            case act::reopen_case: return cases::reopen(memory_, done.subject, next_.at);
        }
        return {};
    }

    const policy& rules_;
    cases::memory& memory_;
    const event& next_;
    const reply_facts& facts_;
    journal::decisions& into_;
};

}  // namespace

void decide(const policy& rules, cases::memory& memory, const event& next, const reply_facts& facts,
            journal::decisions& into) {
    std::visit(decision(rules, memory, next, facts, into), next.what);
}

}  // namespace earshot::desk
