#include "journal/write_health.hpp"

namespace earshot::journal {

namespace {

constexpr duration reminder{60'000};  // of a failure that goes on
constexpr duration quiet{10'000};     // without a failure, before it is called recovered
constexpr duration slow{1'000};

}  // namespace

write_health::write_health(std::filesystem::path file, const clock& time, log& events)
    : file_(std::move(file)), clock_(time), log_(events) {}

// On a nearly full disk small writes succeed while large ones fail: not a line for each change.
void write_health::failed(const error& why) {
    const timestamp now = last_failure_ = clock_.now();
    if (why.code == told_ && now - told_at_ < reminder) return;
    log_.write(log_level::error, "journal.write_failed",
               {{"file", file_.string()}, {"why", to_string(why)}});
    told_ = why.code;
    told_at_ = now;
}

void write_health::committed(duration took) {
    if (took >= slow)
        log_.write(log_level::warning, "journal.slow",
                   {{"file", file_.string()}, {"took", format_duration(took)}});
    if (told_.empty() || clock_.now() - last_failure_ < quiet) return;
    log_.write(log_level::info, "journal.recovered", {{"file", file_.string()}});
    told_.clear();
}

}  // namespace earshot::journal
