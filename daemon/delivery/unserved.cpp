#include "delivery/unserved.hpp"

#include "delivery/verdict.hpp"

namespace earshot::delivery {

namespace {

constexpr duration tick = std::chrono::seconds{30};
constexpr int most_at_once = 256;

bool publishes(std::string_view destination) { return destination.starts_with("publish:"); }

std::string name_in(std::string_view destination) {
    return "'" + std::string(destination.substr(destination.find(':') + 1)) + "'";
}

error not_certain(const std::string& why) {
    return {error_kind::permanent, not_certain_code,
            "an earlier attempt may have been published, and " + why +
                ", so the platform cannot be asked; look at the thread"};
}

error gone(const std::string& destination, const journal::waiting_item& item) {
    const std::string why = "the account " + name_in(destination) + " is not configured any more";
    if (item.attempts > 0) return not_certain(why);
    return {error_kind::permanent, "reply.unknown_account",
            why +
                "; nothing was published. Answer on the platform itself, or under the account "
                "that has taken its place"};
}

error expired(const std::string& destination, const journal::waiting_item& item) {
    const std::string why =
        "the account " + name_in(destination) + " is left out because of an error";
    if (item.attempts > 0) return not_certain(why);
    return {error_kind::permanent, "delivery.expired",
            "it could not be sent before " + format_rfc3339(item.expires) + ", as " + why +
                ", and later it would not help"};
}

}  // namespace

unserved::unserved(boost::asio::any_io_executor loop, journal::journal& entries, const clock& time,
                   log& events, std::function<void()> settled)
    : journal_(entries),
      clock_(time),
      log_(events),
      settled_(std::move(settled)),
      bell_(std::move(loop)) {}

void unserved::set_configured(services all) {
    configured_ = std::move(all);
    changed_ = true;
    bell_.ring();
}

task<void> unserved::run() {
    for (;;) {
        co_await look();
        co_await bell_.wait(tick);
    }
}

// A journal that cannot answer says so itself.
task<void> unserved::look() {
    const auto all = co_await journal_.outbox();
    if (!all) co_return;
    const bool name_sinks = std::exchange(changed_, false);
    for (const journal::outbox_summary& one : *all) {
        const std::int64_t items = one.waiting + one.retrying;
        if (items == 0 || is(service::at_work, one.destination)) continue;
        if (publishes(one.destination))
            co_await give_up(one.destination);
        else if (name_sinks && !configured_.contains(one.destination))
            log_.write(log_level::warning, "delivery.no_sink",
                       {{"destination", one.destination}, {"waiting", std::to_string(items)}});
    }
}

bool unserved::is(service state, const std::string& destination) const {
    const auto found = configured_.find(destination);
    return found != configured_.end() && found->second == state;
}

task<void> unserved::give_up(std::string destination) {
    for (bool more = true; more;) {
        const bool left_out = is(service::left_out, destination);
        const timestamp by = left_out ? clock_.now() : timestamp{};
        const auto items = co_await journal_.waiting(destination, by, most_at_once);
        // Meanwhile a reload may have brought the account back, and then its dispatcher has them.
        if (!items || items->empty() || is(service::at_work, destination)) co_return;
        const bool settled = co_await bury(destination, *items, left_out);
        more = settled && std::ssize(*items) == most_at_once;
    }
}

task<bool> unserved::bury(std::string destination, std::vector<journal::waiting_item> items,
                          bool left_out) {
    std::vector<journal::settlement> given_up;
    for (const journal::waiting_item& item : items) {
        const error why = left_out ? expired(destination, item) : gone(destination, item);
        log_.write(log_level::error, "delivery.dead",
                   {{"destination", destination}, {"key", item.key}, {"why", to_string(why)}});
        journal::settlement& one = given_up.emplace_back();
        one.id = item.id;
        one.result = journal::outcome::dead;
        one.code = why.code;
        one.detail = why.detail;
    }
    const auto settled = co_await journal_.settle(std::move(given_up));
    if (settled) settled_();
    co_return settled.has_value();
}

}  // namespace earshot::delivery
