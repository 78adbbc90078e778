#include "delivery/dispatcher.hpp"

#include <map>

namespace earshot::delivery {

namespace {

constexpr duration idle{60'000};
constexpr duration after_failure{1'000};
constexpr int smallest_window = 128;
constexpr int largest_window = 512;

}  // namespace

dispatcher::dispatcher(boost::asio::any_io_executor loop, std::unique_ptr<destination> target,
                       journal::journal& journal, const clock& time, log& events,
                       dispatcher_options options)
    : target_(std::move(target)),
      journal_(journal),
      clock_(time),
      log_(events),
      options_(std::move(options)),
      bell_(loop),
      to_settle_(loop),
      idle_(loop),
      journaling_(loop, events),
      sending_(loop, events),
      breaker_(options_.breaker) {}

void dispatcher::start() {
    journaling_.spawn("lease " + name(), lease_loop());
    journaling_.spawn("settle " + name(), settle_loop());
}

task<void> dispatcher::close(duration limit) {
    closing_ = true;
    bell_.ring();
    for (const group& items : ready_) put_back(items, clock_.now());
    ready_.clear();
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (in_flight_ > 0 && std::chrono::steady_clock::now() < deadline)
        co_await idle_.wait(
            std::chrono::ceil<duration>(deadline - std::chrono::steady_clock::now()));
    sending_.cancel();
    co_await sending_.join();
    give_back_unsettled();
    closed_ = true;
    to_settle_.ring();
    co_await journaling_.join();
}

// Whether they arrived is not known: they count as attempted.
void dispatcher::give_back_unsettled() {
    const std::set<std::int64_t> cancelled = std::exchange(unsettled_, {});
    for (const std::int64_t id : cancelled) {
        journal::settlement back;
        back.id = id;
        back.result = journal::outcome::retry;
        back.due = clock_.now();
        back.code = journal::cancelled_code;
        back.detail = "the daemon stopped while it was being sent";
        settle(std::move(back));
    }
}

// --- leasing -----------------------------------------------------------------------------------

task<void> dispatcher::lease_loop() {
    while (!closing_ && !introduced_) {
        co_await introduce();
        if (!introduced_ && !closing_) co_await bell_.wait(after_failure);
    }
    while (!closing_) {
        co_await lease_more();
        if (closing_) break;
        const duration wait = co_await pause();
        if (wait.count() > 0 && !closing_) co_await bell_.wait(wait);
    }
}

// What it is comes before what it gets: while it could not be asked, what it takes was a guess.
task<void> dispatcher::introduce() {
    const auto kind = target_->kind();
    result<std::int64_t> dropped;
    if (kind) dropped = co_await journal_.note_sink(*kind);
    introduced_ = dropped.has_value();
    if (!dropped)
        stalled(dropped.error());
    else if (*dropped > 0)
        log_.write(log_level::info, "delivery.not_for_it",
                   {{"destination", name()}, {"items", std::to_string(*dropped)}});
}

int dispatcher::room() const {
    if (!breaker_.closed() && in_flight_ > 0) return 0;  // one probe at a time
    const sink_capacity takes = target_->capacity();
    const int window =
        std::clamp(4 * takes.batch * takes.concurrency, smallest_window, largest_window);
    if (in_flight_ > window / 2) return 0;  // few large leases rather than many small ones
    return breaker_.admit(clock_.now(), window - in_flight_);
}

task<void> dispatcher::lease_more() {
    more_ = false;
    const int wanted = room();
    if (wanted == 0) co_return;
    const timestamp now = clock_.now();
    auto leased = co_await journal_.lease(target_->name(), now, now + options_.lease, wanted);
    if (!leased) {
        stalled(leased.error());
        co_return;
    }
    more_ = static_cast<int>(leased->size()) == wanted;
    in_flight_ += static_cast<int>(leased->size());
    for (const journal::outbox_item& item : *leased) unsettled_.insert(item.id);
    if (closing_) {
        put_back(*leased, now);
        co_return;
    }
    accept(std::move(*leased));
    begin_ready();
}

// How long until something may be due; nothing: at once.
task<duration> dispatcher::pause() {
    if (more_ && room() > 0) co_return duration{0};
    const timestamp now = clock_.now();
    if (breaker_.opens_at() > now) co_return std::min(idle, breaker_.opens_at() - now);
    if (in_flight_ > 0) co_return idle;  // the bell rings when they have been settled
    const auto due = co_await journal_.next_due(target_->name());
    if (!due) co_return after_failure;
    if (*due == timestamp{}) co_return idle;
    co_return std::clamp(duration{*due - now}, duration{1}, idle);
}

// Packs whole conversations into groups of about a batch.
void dispatcher::accept(std::vector<journal::outbox_item> items) {
    const auto batch = static_cast<std::size_t>(target_->capacity().batch);
    std::map<std::string, std::size_t, std::less<>> at;  // conversation -> index in `groups`
    std::vector<group> groups;
    for (journal::outbox_item& item : items) {
        auto known = at.find(item.conversation);
        if (known == at.end()) {
            if (groups.empty() || groups.back().size() >= batch) groups.emplace_back();
            known = at.emplace(item.conversation, groups.size() - 1).first;
        }
        groups[known->second].push_back(std::move(item));
    }
    std::ranges::move(groups, std::back_inserter(ready_));
}

bool dispatcher::may_begin() const {
    return !ready_.empty() && calls_ < target_->capacity().concurrency;
}

void dispatcher::begin_ready() {
    while (may_begin()) {
        group next = std::move(ready_.front());
        ready_.pop_front();
        if (breaker_.admit(clock_.now(), 1) == 0) {
            put_back(next, breaker_.opens_at());
            continue;
        }
        ++calls_;
        sending_.spawn("send " + name(), send_group(std::move(next)));
    }
}

// --- sending -----------------------------------------------------------------------------------

task<void> dispatcher::send_group(group items) {
    const auto batch = static_cast<std::size_t>(target_->capacity().batch);
    for (std::size_t at = 0; at < items.size(); at += batch) {
        const auto begin = items.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end =
            items.begin() + static_cast<std::ptrdiff_t>(std::min(at + batch, items.size()));
        const group slice(begin, end);
        auto outcomes = co_await send_batch(slice);
        const auto blocked = settle_batch(slice, std::move(outcomes));
        if (!blocked && !closing_) continue;
        put_back(group(end, items.end()), blocked.value_or(clock_.now()));
        break;
    }
    --calls_;
    if (!closing_) begin_ready();
}

bool dispatcher::too_late(const journal::outbox_item& item) const {
    return item.expires != timestamp{} && item.expires <= clock_.now();
}

// Sends what is not too late.
task<std::vector<result<receipt>>> dispatcher::send_batch(group items) {
    std::vector<result<receipt>> outcomes(items.size());
    group timely;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (too_late(items[i])) {
            auto expired = co_await expire(std::move(items[i]));
            outcomes[i] = std::move(expired);
            continue;
        }
        at.push_back(i);
        timely.push_back(std::move(items[i]));
    }
    if (timely.empty()) co_return outcomes;
    auto answers = co_await target_->send(std::move(timely));
    for (std::size_t i = 0; i < at.size(); ++i) outcomes[at[i]] = std::move(answers[i]);
    co_return outcomes;
}

// Too late to send; but an earlier attempt may have arrived, and then that is what happened.
task<result<receipt>> dispatcher::expire(journal::outbox_item item) {
    const timestamp deadline = item.expires;
    if (item.attempts > 0) {
        auto found = co_await target_->find_earlier_attempt(std::move(item));
        if (!found) co_return std::unexpected(found.error());
        if (*found) co_return std::move(**found);
    }
    co_return fail(error_kind::permanent, "delivery.expired",
                   "it could not be sent before " + format_rfc3339(deadline) +
                       ", and later it would not help");
}

// When an item is to be repeated, its conversation waits until then.
std::optional<timestamp> dispatcher::settle_batch(const group& items,
                                                  std::vector<result<receipt>> outcomes) {
    std::optional<timestamp> blocked;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (outcomes[i]) {
            succeeded(items[i], std::move(*outcomes[i]));
            continue;
        }
        const timestamp due = failed(items[i], outcomes[i].error());
        if (due != timestamp{}) blocked = std::max(blocked.value_or(due), due);
    }
    return blocked;
}

void dispatcher::succeeded(const journal::outbox_item& item, receipt proof) {
    if (suspended()) log_.write(log_level::info, "delivery.recovered", {{"destination", name()}});
    options_.answered(nullptr);
    breaker_.succeeded();
    refusals_ = 0;
    problem_.clear();
    journal::settlement done;
    done.id = item.id;
    done.proof = std::move(proof);
    settle(std::move(done));
}

// The time of the next attempt; the epoch: there is none.
timestamp dispatcher::failed(const journal::outbox_item& item, const error& why) {
    verdict made = judge(item, why, clock_.now(), options_.random(), refusals_, options_.retries);
    options_.answered(&why);
    note_effect(made, why);
    // While the destination is down, the item waits for the door alone: it is not behind others
    // once it opens.
    if (!breaker_.closed())
        made.settlement.due = std::min(made.settlement.due, breaker_.opens_at());
    if (made.settlement.result == journal::outcome::dead)
        log_.write(log_level::error, "delivery.dead",
                   {{"destination", name()}, {"key", item.key}, {"why", to_string(why)}});
    settle(made.settlement);
    return made.settlement.result == journal::outcome::retry ? made.settlement.due : timestamp{};
}

void dispatcher::note_effect(const verdict& made, const error& why) {
    if (made.effect == destination_effect::none) return;
    problem_ = to_string(why);
    if (made.effect == destination_effect::failure) {
        if (breaker_.failed(clock_.now(), options_.random()))
            log_.write(log_level::error, "delivery.suspended",
                       {{"destination", name()},
                        {"until", format_rfc3339(breaker_.opens_at())},
                        {"why", problem_}});
        return;
    }
    const bool open = clock_.now() >= breaker_.opens_at();
    breaker_.hold(made.hold_until);
    if (made.effect == destination_effect::hold) {
        if (open)
            log_.write(log_level::info, "delivery.held",
                       {{"destination", name()},
                        {"until", format_rfc3339(made.hold_until)},
                        {"why", problem_}});
        return;
    }
    if (++refusals_ != 2) return;  // the first is tried again, the third is no news
    log_.write(log_level::error, "delivery.unauthorized",
               {{"destination", name()}, {"why", problem_}});
}

void dispatcher::put_back(const group& items, timestamp due) {
    for (const journal::outbox_item& item : items) {
        journal::settlement back;
        back.id = item.id;
        back.result = journal::outcome::retry;
        back.due = due;
        back.began = false;
        settle(std::move(back));
    }
}

// --- settling ----------------------------------------------------------------------------------

void dispatcher::settle(journal::settlement one) {
    unsettled_.erase(one.id);
    settlements_.push_back(std::move(one));
    to_settle_.ring();
}

void dispatcher::stalled(const error& why) {
    problem_ = to_string(why);
    log_.write(log_level::error, "delivery.stalled", {{"destination", name()}, {"why", problem_}});
}

// What happened meanwhile is settled together with the next commit.
task<void> dispatcher::settle_loop() {
    while (!closed_ || !settlements_.empty()) {
        if (settlements_.empty()) co_await to_settle_.wait(idle);
        if (settlements_.empty()) continue;
        const auto count = static_cast<std::ptrdiff_t>(settlements_.size());
        const auto settled = co_await journal_.settle(settlements_);
        if (!settled) {
            stalled(settled.error());
            if (closed_) break;  // the next run asks again what became of them
            co_await base::sleep(after_failure);
            continue;
        }
        settlements_.erase(settlements_.begin(), settlements_.begin() + count);
        in_flight_ -= static_cast<int>(count);
        options_.settled();
        bell_.ring();
        if (in_flight_ == 0) idle_.ring();
    }
}

}  // namespace earshot::delivery
