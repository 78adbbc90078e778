#include "watch/account_watch.hpp"

namespace earshot::watch {

namespace {

constexpr duration tick = std::chrono::minutes{1};
constexpr auto memory = std::chrono::weeks{volume::most_weeks + 1};

// Else the platform was not reached: it could not be, or there is nothing to ask it with.
bool was_asked(credential_state state) {
    return state != credential_state::unknown && state != credential_state::missing;
}

}  // namespace

account_watch::account_watch(boost::asio::any_io_executor loop, plugins::instance& source,
                             journal::journal& entries, const clock& time, log& events,
                             watch_options options)
    : source_(source),
      journal_(entries),
      clock_(time),
      options_(std::move(options)),
      bell_(loop),
      credential_(options_.credential),
      notice_(source.name(), events),
      silence_(source.name(), options_.silence, time.now(), events),
      subscriptions_(source, time, events) {}

task<void> account_watch::run() {
    for (;;) {
        co_await look();
        co_await bell_.wait(pause());
    }
}

// Often enough to see a silence that is to be told.
duration account_watch::pause() const {
    constexpr duration shortest{250};
    const duration contact = options_.silence.contact;
    return contact > duration::zero() ? std::clamp(contact / 4, shortest, tick) : tick;
}

task<void> account_watch::look() {
    if (source_.examines() && clock_.now() >= next_look_) co_await examine();
    co_await subscriptions_.look();
    co_await look_into_journal();
    observe();
}

void account_watch::called(errand which, const error* problem) {
    if (!problem) silence_.contacted(clock_.now());
    if (!credential_.called(which, problem)) return;
    next_look_ = clock_.now() + credential_.next_look(clock_.now(), options_.random());
    bell_.ring();
}

void account_watch::look_again() {
    next_look_ = clock_.now();
    subscriptions_.look_again();
    bell_.ring();
}

task<void> account_watch::examine() {
    const auto found = co_await source_.examine();
    const timestamp now = clock_.now();
    credential_.examined(found, now);
    if (found && was_asked(found->state)) silence_.contacted(now);
    next_look_ = now + credential_.next_look(now, options_.random());
}

// A journal that cannot answer says so itself; what is known stays.
task<void> account_watch::look_into_journal() {
    const auto all = co_await journal_.activity();
    if (!all) co_return;
    for (const journal::account_activity& one : *all)
        if (one.platform == source_.plugin() && one.account == source_.name()) silence_.seen(one);
    if (!options_.silence.volume) co_return;
    const timestamp last = silence_.last_message();
    const timestamp until = last == timestamp{} ? clock_.now() : last;
    if (std::chrono::floor<std::chrono::hours>(until) == learned_) co_return;
    if (co_await learn(until)) learned_ = std::chrono::floor<std::chrono::hours>(until);
}

// Up to the last message: a silence is not measured by itself.
task<result<void>> account_watch::learn(timestamp until) {
    journal::hour_filter which;
    which.account = source_.name();
    which.from = until - memory;
    const auto lines = co_await journal_.hours(std::move(which));
    if (!lines) co_return std::unexpected(lines.error());
    std::vector<hour_count> history;
    for (const journal::hour_line& one : *lines)
        if (one.platform == source_.plugin()) history.push_back({one.hour, one.counts.stored});
    silence_.learned(volume::learn(history, until));
    co_return result<void>();
}

void account_watch::observe() {
    const timestamp now = clock_.now();
    notice_.observe(credential_.status(now), now);
    if (!ended_) silence_.observe(now);
}

account_health account_watch::health() const {
    const timestamp now = clock_.now();
    account_health out;
    out.credential = credential_.status(now);
    out.last_contact = silence_.last_contact();
    out.last_message = silence_.last_message();
    if (silence_.usual().known())
        out.expected_in_a_day = silence_.usual().expected(now - std::chrono::days{1}, now);
    if (needs_a_person(out.credential.state)) out.problems.push_back(sentence(out.credential, now));
    if (std::string one = subscriptions_.problem(); !one.empty())
        out.problems.push_back(std::move(one));
    if (!ended_)
        for (std::string& one : silence_.problems(now)) out.problems.push_back(std::move(one));
    return out;
}

}  // namespace earshot::watch
