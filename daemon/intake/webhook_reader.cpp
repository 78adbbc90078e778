#include "intake/webhook_reader.hpp"

#include "intake/normalize.hpp"

namespace earshot::intake {

namespace {

constexpr int batch_size = 128;
constexpr int max_attempts = 3;        // then a request is put aside, also if it ended the daemon
constexpr duration next_round{5'000};  // for those that a plugin could not take
constexpr duration after_failure{1'000};

}  // namespace

webhook_reader::webhook_reader(boost::asio::any_io_executor loop, journal::journal& journal,
                               const clock& time, log& events, std::function<void()> stored)
    : journal_(journal), clock_(time), log_(events), stored_(std::move(stored)), bell_(loop) {}

void webhook_reader::serve(const std::vector<std::shared_ptr<plugins::instance>>& instances) {
    instances_.clear();
    for (const auto& one : instances) instances_.emplace(one->name(), one);
    start_over();
    wake();
}

task<void> webhook_reader::run() {
    for (;;) {
        const auto more = co_await read_some();
        if (!more) {
            log_.write(log_level::error, "intake.stalled", {{"why", to_string(more.error())}});
            co_await base::sleep(after_failure);
        } else if (!*more) {
            co_await bell_.wait(next_round);
            start_over_when_due();
        }
    }
}

void webhook_reader::start_over_when_due() {
    if (clock_.now() - round_began_ < next_round) return;
    round_began_ = clock_.now();
    start_over();
}

void webhook_reader::start_over() {
    reached_ = 0;
    careful_ = true;
}

// True: there may be more. What was tried before is tried alone, so that a request that ends the
// daemon counts as an attempt for no other.
task<result<bool>> webhook_reader::read_some() {
    std::vector<std::string> names;
    for (const auto& [name, source] : instances_) names.push_back(name);
    const int limit = careful_ ? 1 : batch_size;
    auto items = co_await journal_.take_requests(std::move(names), reached_, limit);
    if (!items) co_return std::unexpected(items.error());
    if (items->empty()) co_return false;
    careful_ = careful_ && items->front().attempts > 0;
    reached_ = items->back().id;
    std::vector<journal::arrival> arrivals;
    for (journal::inbox_item& item : *items) {
        const auto read = co_await read_one(std::move(item), arrivals);
        if (!read) co_return std::unexpected(read.error());
    }
    if (!arrivals.empty()) co_await append(std::move(arrivals));
    co_return true;
}

// Until the journal takes them: that it cannot is not the requests' fault.
task<void> webhook_reader::append(std::vector<journal::arrival> arrivals) {
    for (;;) {
        const auto counted = co_await journal_.append(arrivals);
        if (counted) break;
        log_.write(log_level::error, "intake.stalled", {{"why", to_string(counted.error())}});
        co_await base::sleep(after_failure);
    }
    stored_();
}

task<result<void>> webhook_reader::read_one(journal::inbox_item item,
                                            std::vector<journal::arrival>& into) {
    const auto found = instances_.find(item.instance);
    if (found == instances_.end()) co_return result<void>();  // gone by a reload just now
    const auto keep = found->second;                          // a reload may drop it while we wait
    plugins::instance& source = *keep;
    if (item.attempts >= max_attempts) {
        const std::string why =
            "the plugin failed on it " + std::to_string(item.attempts) + " times";
        co_return co_await put_aside(item, source, why);
    }
    auto items = source.accept(item.request);
    if (!items && items.error().kind == error_kind::invalid)
        co_return co_await put_aside(item, source, items.error().detail);
    if (!items) {
        log_.write(log_level::warning, "intake.not_read",
                   {{"instance", item.instance}, {"why", to_string(items.error())}});
        co_return result<void>();
    }
    journal::arrival& next = into.emplace_back();
    next.platform = source.plugin();
    next.account = source.name();
    next.items = normalize(std::move(*items), source, item.request.received);
    next.inbox_id = item.id;
    co_return result<void>();
}

task<result<void>> webhook_reader::put_aside(const journal::inbox_item& item,
                                             const plugins::instance& source,
                                             const std::string& why) {
    log_.write(log_level::warning, "intake.quarantined",
               {{"account", source.name()}, {"count", "1"}, {"why", why}});
    co_return co_await journal_.quarantine_request(item.id, source.plugin(), why);
}

}  // namespace earshot::intake
