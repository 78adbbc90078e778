#include "watch/subscription_watch.hpp"

#include <algorithm>

namespace earshot::watch {

namespace {

constexpr duration usual = std::chrono::hours{1};
constexpr duration after_failure = std::chrono::minutes{5};

bool passes_by_itself(const error& why) {
    return why.kind == error_kind::transient || why.kind == error_kind::throttled ||
           why.kind == error_kind::cancelled;
}

}  // namespace

task<void> subscription_watch::look() {
    if (!source_.subscribes() || clock_.now() < next_look_) co_return;
    const auto done = co_await source_.mend_subscriptions();
    const timestamp now = clock_.now();
    if (done) {
        failed_.reset();
        next_look_ = now + usual;
    } else {
        if (!failed_) failing_since_ = now;
        failed_ = done.error();
        next_look_ = now + std::clamp(failed_->retry_after, after_failure, usual);
    }
    observe(now);
}

void subscription_watch::observe(timestamp now) {
    const bool lasts = failed_ && now - failing_since_ >= usual;
    switch (alarm_.observe(failed_ && (lasts || !passes_by_itself(*failed_)), now)) {
        case alarm_step::begins:
        case alarm_step::lasts:
            log_.write(
                log_level::error, "watch.subscription_broken",
                {{"instance", source_.name()}, {"code", failed_->code}, {"why", failed_->detail}});
            break;
        case alarm_step::ends:
            log_.write(log_level::info, "watch.subscription_good", {{"instance", source_.name()}});
            break;
        case alarm_step::nothing: break;
    }
}

std::string subscription_watch::problem() const {
    if (!alarm_.raised() || !failed_) return {};
    return "the webhook is not in order: " + failed_->detail;
}

}  // namespace earshot::watch
