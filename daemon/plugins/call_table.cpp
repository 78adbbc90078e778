#include "plugins/call_table.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <vector>

namespace earshot::plugins {

namespace asio = boost::asio;

struct call_table::call : std::enable_shared_from_this<call> {
    call(call_table& in, std::shared_ptr<void> held, instant limit)
        : table(in),
          owner(std::move(held)),
          due(limit),
          place(in.running_.insert(in.running_.end(), this)) {}
    ~call() { table.running_.erase(place); }

    call_table& table;
    std::shared_ptr<void> owner;  // also of the table
    instant due;                  // when the sweep has to look at it
    ending state = ending::ended;
    asio::cancellation_signal stop;
    std::move_only_function<void(ending)> resume;  // the caller; empty: it has gone on
    std::list<call*>::iterator place;
    std::list<std::shared_ptr<void>>::iterator kept;  // while left behind
};

namespace {

// Owners of the calls that were left behind. Never destroyed: their coroutines may be suspended
// inside a plugin until the very end, and its objects and its code must be there until then.
std::list<std::shared_ptr<void>>& kept_owners() {
    static auto& owners = *new std::list<std::shared_ptr<void>>;
    return owners;
}

}  // namespace

call_table::call_table(asio::any_io_executor loop, duration grace)
    : timer_(std::move(loop)), grace_(grace) {}

task<ending> call_table::run(asio::any_io_executor where, duration limit, task<void> work,
                             std::shared_ptr<void> owner) {
    const instant due = std::chrono::steady_clock::now() + limit;
    auto one = std::make_shared<call>(*this, std::move(owner), due);
    auto start = [&](auto handler) {
        begin(std::move(one), std::move(where), std::move(work), std::move(handler));
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(ending)>(
        start, asio::use_awaitable);
}

// The call is owned by its completion handler, not by its caller: whichever of the two is destroyed
// with the loop, there is no cycle.
template <class Handler>
void call_table::begin(std::shared_ptr<call> one, asio::any_io_executor where, task<void> work,
                       Handler resume) {
    if (auto slot = asio::get_associated_cancellation_slot(resume); slot.is_connected())
        slot.assign([known = std::weak_ptr(one)](asio::cancellation_type) {
            if (const auto running = known.lock()) running->table.ask(*running, ending::cancelled);
        });
    one->resume = std::move(resume);
    arm(one->due);
    auto slot = one->stop.slot();
    auto done = [one = std::move(one)](std::exception_ptr) { one->table.finish(*one); };
    asio::co_spawn(where, std::move(work), asio::bind_cancellation_slot(slot, std::move(done)));
}

void call_table::arm(instant due) {
    if (due >= armed_) return;
    armed_ = due;
    timer_.expires_at(due);
    timer_.async_wait([known = weak_from_this()](boost::system::error_code problem) {
        if (const auto table = problem ? nullptr : known.lock()) table->sweep();
    });
}

// Acting on one call may end others: first collect, then act.
void call_table::sweep() {
    armed_ = instant::max();
    const instant now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<call>> overdue;
    for (call* one : running_)
        if (one->due <= now) overdue.push_back(one->shared_from_this());
    for (const auto& one : overdue) act(*one);
    for (const call* one : running_) arm(one->due);
}

void call_table::act(call& overdue) {
    if (overdue.state == ending::ended)
        ask(overdue, ending::timed_out);
    else
        leave(overdue);
}

void call_table::ask(call& one, ending why) {
    if (one.state != ending::ended) return;
    one.state = why;
    one.due = std::chrono::steady_clock::now() + grace_;
    arm(one.due);
    one.stop.emit(asio::cancellation_type::terminal);
}

void call_table::leave(call& one) {
    if (!one.resume) return;  // it ended while the sweep was under way
    auto resume = std::exchange(one.resume, nullptr);
    one.state = ending::left_behind;
    one.due = instant::max();
    one.kept = kept_owners().insert(kept_owners().end(), one.owner);
    resume(ending::left_behind);
}

void call_table::finish(call& one) {
    one.due = instant::max();
    if (auto resume = std::exchange(one.resume, nullptr)) return resume(one.state);
    kept_owners().erase(one.kept);
}

}  // namespace earshot::plugins
