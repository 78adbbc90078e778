#include "desk/stage.hpp"

#include <algorithm>
#include <set>

#include "cases/answers.hpp"
#include "cases/corrections.hpp"
#include "desk/recall.hpp"
#include "desk/route.hpp"

namespace earshot::desk {

namespace {

constexpr int batch_size = 512;
constexpr duration idle{60'000};
constexpr duration after_failure{1'000};
constexpr duration longest_turn{5};  // that it keeps the loop

// What one event leaves behind, the next may refer to; but whatever it does not know itself is
// known from its own keys.
std::vector<std::string> all_keys(const std::vector<event>& events) {
    std::set<std::string> keys;
    for (const event& next : events)
        for (std::string& key : keys_for(next)) keys.insert(std::move(key));
    return {keys.begin(), keys.end()};
}

}  // namespace

stage::stage(boost::asio::any_io_executor loop, journal::journal& journal, log& events,
             measure length, announce enqueued)
    : journal_(journal),
      log_(events),
      length_(std::move(length)),
      enqueued_(std::move(enqueued)),
      bell_(loop),
      policy_(std::make_shared<policy>()) {}

task<void> stage::run() {
    auto position = co_await journal_.desk_position();
    while (!position) {
        log_.write(log_level::error, "desk.stalled", {{"why", to_string(position.error())}});
        co_await base::sleep(after_failure);
        position = co_await journal_.desk_position();
    }
    position_ = *position;
    for (;;) {
        const auto advanced = co_await advance();
        if (!advanced) {
            log_.write(log_level::error, "desk.stalled", {{"why", to_string(advanced.error())}});
            co_await base::sleep(after_failure);
        } else if (!more_) {
            co_await bell_.wait(idle);
        }
    }
}

task<result<void>> stage::advance() {
    const auto entries = co_await journal_.read(position_, batch_size);
    if (!entries) co_return std::unexpected(entries.error());
    more_ = !entries->empty();
    if (entries->empty()) co_return result<void>();
    const std::vector<event> events = readable(*entries);
    cases::memory memory;
    const auto remembered = co_await remember(all_keys(events), memory);
    if (!remembered) co_return remembered;
    // A reload in the middle is for the next entries.
    const auto rules = policy_;
    journal::decisions made;
    auto began = std::chrono::steady_clock::now();
    for (const event& next : events) {
        if (std::chrono::steady_clock::now() - began > longest_turn) {
            co_await base::yield();  // others wait for the loop, too
            began = std::chrono::steady_clock::now();
        }
        auto facts = co_await facts_of(next, *rules, memory);
        if (!facts) co_return std::unexpected(facts.error());
        const auto before = co_await brought_before(next, made.refused);
        if (!before) co_return std::unexpected(before.error());
        facts->brought_before = *before;
        decide(*rules, memory, next, *facts, made);
    }
    for (cases::stored& one : memory.changes())
        made.memory.push_back({std::move(one.key), std::move(one.body)});
    made.position = entries->back().seq;
    say_refusals(events, made);
    const journal::sequence reached = made.position;
    const auto enqueued = made.enqueued;
    const auto stored = co_await journal_.decide(std::move(made));
    if (!stored) co_return stored;
    position_ = reached;
    announce_all(enqueued);
    co_return result<void>();
}

std::vector<event> stage::readable(const std::vector<journal::entry>& entries) {
    std::vector<event> events;
    events.reserve(entries.size());
    for (const journal::entry& next : entries) {
        auto read = read_event(next);
        if (!read) {
            log_.write(log_level::error, "desk.unreadable_entry",
                       {{"seq", std::to_string(next.seq)}, {"why", to_string(read.error())}});
            continue;
        }
        tell_by_our_clock(*read);
        events.push_back(std::move(*read));
    }
    return events;
}

// What agents did is held against when we handed over what they may have read. Only a helpdesk says
// when by its own clock: what posts answers to a webhook is another program than takes messages.
void stage::tell_by_our_clock(event& next) const {
    auto* answer = std::get_if<reply>(&next.what);
    auto* change = std::get_if<ticket_change>(&next.what);
    timestamp* told = answer ? &answer->written : change ? &change->at : nullptr;
    if (!behind_ || !told || *told == timestamp{}) return;
    const std::string& sink = answer ? answer->origin : change->origin;
    if (goes_to(*policy_, sink)) *told += behind_(sink);
}

task<result<void>> stage::remember(std::vector<std::string> keys, cases::memory& into) {
    const auto bad = co_await recall(journal_, std::move(keys), into);
    if (!bad) co_return std::unexpected(bad.error());
    for (const bad_record& one : *bad)
        log_.write(log_level::error, "desk.bad_memory",
                   {{"key", one.key}, {"why", to_string(one.why)}});
    co_return result<void>();
}

task<result<reply_facts>> stage::facts_of(const event& next, const policy& rules,
                                          cases::memory& memory) {
    reply_facts facts;
    if (const auto* change = std::get_if<ticket_change>(&next.what))
        co_return co_await facts_of_closing(*change, rules, memory);
    const auto* given = std::get_if<reply>(&next.what);
    if (!given) co_return facts;
    if (given->to_case && goes_to(rules, given->origin)) {
        cases::case_words of = cases::words_answered(memory, *given);
        auto had = co_await journal_.handed_over("sink:" + given->origin, case_lane(of.case_id),
                                                 std::move(of.words), given->written);
        if (!had) co_return std::unexpected(had.error());
        facts.had_nothing = had->empty();
        if (!had->empty()) facts.had = std::move(*had);
    }
    const reply answer = as_sent(rules, memory, *given, facts.had);
    const auto found =
        co_await journal_.find_message(answer.platform, answer.account, answer.object_id);
    if (!found && found.error().kind != error_kind::gone) co_return std::unexpected(found.error());
    if (found)
        if (auto item = message_from_json(found->body)) facts.answered = std::move(*item);
    if (facts.answered && !cases::in_a_case(memory, answer)) {
        std::vector<std::string> counted{cases::answers_key(*facts.answered)};
        const auto remembered = co_await remember(std::move(counted), memory);
        if (!remembered) co_return std::unexpected(remembered.error());
    }
    facts.length = length_(answer.account, answer.text);
    co_return facts;
}

task<result<reply_facts>> stage::facts_of_closing(ticket_change item, const policy& rules,
                                                  const cases::memory& memory) {
    reply_facts facts;
    if (item.what != ticket_act::closed || !goes_to(rules, item.origin)) co_return facts;
    cases::case_words of = cases::words_to_read(memory, item);
    auto unread = co_await journal_.on_the_way("sink:" + item.origin, case_lane(of.case_id),
                                               of.words, item.at);
    if (!unread) co_return std::unexpected(unread.error());
    // Of this turn the journal does not know yet to whom it goes.
    std::ranges::copy_if(of.words, std::back_inserter(*unread),
                         [this](journal::sequence one) { return one > position_; });
    facts.unread = std::move(*unread);
    co_return facts;
}

// A copy that was not for its sink to bring stands for no other. What was refused in `this_turn`
// the journal does not know yet.
task<result<bool>> stage::brought_before(const event& next,
                                         const std::vector<journal::refusal>& this_turn) {
    const auto* given = std::get_if<reply>(&next.what);
    if (!given || !given->to_case) co_return false;
    auto copies = co_await journal_.copies_before(next.seq);
    if (!copies) co_return std::unexpected(copies.error());
    for (journal::answer_copy& one : *copies) {
        const auto refused = std::ranges::find(this_turn, one.seq, &journal::refusal::about);
        if (refused != this_turn.end()) one.refused = refused->why.code;
        if (one.refused != not_your_account_code && one.refused != brought_by_another_code)
            co_return true;
    }
    co_return false;
}

void stage::say_refusals(const std::vector<event>& events, const journal::decisions& made) {
    for (const journal::refusal& one : made.refused) {
        const auto about = std::ranges::find(events, one.about, &event::seq);
        const auto* answer = std::get_if<reply>(&about->what);
        if (one.why.code == brought_by_another_code) {
            log_.write(log_level::info, "desk.reply_passed_over",
                       {{"reply", answer->origin + "/" + answer->id}, {"why", to_string(one.why)}});
            continue;
        }
        if (one.why.code == loop_code)
            log_.write(log_level::error, "desk.loop_stopped",
                       {{"account", answer->account}, {"origin", answer->origin}});
        log_.write(log_level::warning, "desk.reply_refused",
                   {{"reply", answer->origin + "/" + answer->id}, {"why", to_string(one.why)}});
    }
}

void stage::announce_all(const std::vector<journal::enqueue>& enqueued) {
    std::set<std::string_view> destinations;
    for (const journal::enqueue& one : enqueued) destinations.insert(one.destination);
    for (const std::string_view destination : destinations) enqueued_(std::string(destination));
}

}  // namespace earshot::desk
