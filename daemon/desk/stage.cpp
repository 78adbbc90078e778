#include "desk/stage.hpp"

#include <set>

namespace earshot::desk {

namespace {

constexpr int batch_size = 512;
constexpr duration idle{60'000};
constexpr duration after_failure{1'000};

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
    auto entries = co_await journal_.read(position_, batch_size);
    if (!entries) co_return std::unexpected(entries.error());
    more_ = !entries->empty();
    if (entries->empty()) co_return result<void>();
    journal::decisions made;
    for (const journal::entry& next : *entries) {
        const auto considered = co_await consider(next, made);
        if (!considered) co_return considered;
    }
    made.position = entries->back().seq;
    const journal::sequence reached = made.position;
    const auto enqueued = made.enqueued;
    const auto stored = co_await journal_.decide(std::move(made));
    if (!stored) co_return stored;
    position_ = reached;
    announce_all(enqueued);
    co_return result<void>();
}

task<result<void>> stage::consider(const journal::entry& next, journal::decisions& into) {
    if (next.kind == journal::entry_kind::reply) co_return co_await consider_reply(next, into);
    if (next.kind == journal::entry_kind::message) consider_message(next, into);
    co_return result<void>();
}

void stage::consider_message(const journal::entry& next, journal::decisions& into) {
    const auto item = message_from_json(next.body);
    if (!item) {
        log_.write(log_level::error, "desk.unreadable_entry",
                   {{"seq", std::to_string(next.seq)}, {"why", to_string(item.error())}});
        return;
    }
    auto enqueued = decide(*policy_, next.seq, *item);
    std::ranges::move(enqueued, std::back_inserter(into.enqueued));
}

task<result<void>> stage::consider_reply(const journal::entry& next, journal::decisions& into) {
    const auto answer = reply_from_json(next.body);
    if (!answer) {
        log_.write(log_level::error, "desk.unreadable_entry",
                   {{"seq", std::to_string(next.seq)}, {"why", to_string(answer.error())}});
        co_return result<void>();
    }
    reply_facts facts;
    const auto found =
        co_await journal_.find_message(answer->platform, answer->account, answer->object_id);
    if (!found && found.error().kind != error_kind::gone) co_return std::unexpected(found.error());
    if (found)
        if (auto item = message_from_json(found->body)) facts.answered = std::move(*item);
    facts.length = length_(answer->account, answer->text);
    auto made = decide(*policy_, next, *answer, facts);
    if (auto* send = std::get_if<journal::enqueue>(&made)) {
        into.enqueued.push_back(std::move(*send));
    } else {
        auto& refused = std::get<journal::refusal>(made);
        log_.write(log_level::warning, "desk.reply_refused",
                   {{"reply", answer->origin + "/" + answer->id}, {"why", to_string(refused.why)}});
        into.refused.push_back(std::move(refused));
    }
    co_return result<void>();
}

void stage::announce_all(const std::vector<journal::enqueue>& enqueued) {
    std::set<std::string_view> destinations;
    for (const journal::enqueue& one : enqueued) destinations.insert(one.destination);
    for (const std::string_view destination : destinations) enqueued_(std::string(destination));
}

}  // namespace earshot::desk
