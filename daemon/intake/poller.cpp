#include "intake/poller.hpp"

#include "intake/normalize.hpp"

namespace earshot::intake {

poller::poller(boost::asio::any_io_executor, plugins::instance& source, journal::journal& journal,
               turnstile& turns, const clock& time, log& events, poller_options options)
    : source_(source),
      journal_(journal),
      turns_(turns),
      clock_(time),
      log_(events),
      options_(std::move(options)),
      pace_(options_.pace) {}

task<void> poller::run() {
    while (pace_.state() != channel_state::finished) {
        const duration wait = co_await poll_once();
        if (pace_.state() != channel_state::finished) co_await base::sleep(wait);
    }
    log_.write(log_level::info, "intake.finished", {{"account", source_.name()}});
}

task<duration> poller::poll_once() {
    const auto turn = co_await turns_.enter();
    auto cursor = co_await load_cursor();
    if (!cursor) co_return note_failure(cursor.error());
    poll_request request;
    request.cursor = std::move(*cursor);
    auto brought = co_await source_.poll(std::move(request));
    options_.answered(brought ? nullptr : &brought.error());
    if (!brought) co_return note_failure(brought.error());
    const auto wait = co_await store(std::move(*brought));
    if (!wait) co_return note_failure(wait.error());
    note_success();
    co_return *wait;
}

task<result<std::string>> poller::load_cursor() {
    if (!cursor_) {
        auto stored = co_await journal_.cursor(source_.plugin(), source_.name());
        if (!stored) co_return stored;
        cursor_ = std::move(*stored);
    }
    co_return *cursor_;
}

task<result<duration>> poller::store(poll_result brought) {
    journal::arrival next;
    next.platform = source_.plugin();
    next.account = source_.name();
    next.items = normalize(std::move(brought.items), source_, clock_.now());
    next.cursor = brought.cursor;
    const std::size_t count = next.items.messages.size() + next.items.replies.size();
    const bool other_news = !next.items.changes.empty() || !next.items.gaps.empty();
    std::vector<journal::arrival> arrivals;
    arrivals.push_back(std::move(next));
    const auto counted = co_await journal_.append(std::move(arrivals));
    if (!counted) {
        cursor_.reset();  // whether the commit happened is known to the journal alone
        co_return std::unexpected(counted.error());
    }
    cursor_ = brought.cursor;
    const journal::intake_counts& counts = counted->front();
    if (counts.stored > 0 || other_news) options_.stored();
    if (counts.quarantined > 0)
        log_.write(log_level::warning, "intake.quarantined",
                   {{"account", source_.name()}, {"count", std::to_string(counts.quarantined)}});
    co_return pace_.succeeded(brought, count);
}

duration poller::note_failure(const error& why) {
    const channel_state before = pace_.state();
    const duration wait = pace_.failed(why, options_.random());
    if (wait.count() == 0) return wait;  // only to try again with a new token
    const std::string text = to_string(why);
    const bool news = text != problem_ || pace_.state() != before;
    problem_ = text;
    if (why.kind == error_kind::throttled)
        log_.write(log_level::debug, "intake.throttled",
                   {{"account", source_.name()}, {"wait", format_duration(wait)}});
    else if (news && pace_.state() == channel_state::unauthorized)
        log_.write(log_level::error, "intake.unauthorized",
                   {{"account", source_.name()}, {"why", text}});
    else if (news)
        log_.write(log_level::warning, "intake.failing",
                   {{"account", source_.name()}, {"why", text}, {"wait", format_duration(wait)}});
    return wait;
}

void poller::note_success() {
    if (problem_.empty()) return;
    log_.write(log_level::info, "intake.recovered", {{"account", source_.name()}});
    problem_.clear();
}

}  // namespace earshot::intake
