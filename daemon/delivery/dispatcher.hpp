// Empties the outbox of one destination: leases what is due, sends it with bounded concurrency,
// each conversation in order, and settles what became of it. One dispatcher a destination, so that
// one that is down never slows another.
#pragma once

#include <deque>
#include <functional>
#include <set>

#include "base/task_scope.hpp"
#include "base/wakeup.hpp"
#include "delivery/breaker_fsm.hpp"
#include "delivery/destination.hpp"
#include "delivery/verdict.hpp"

namespace earshot::delivery {

struct dispatcher_options {
    retry_plan retries;
    breaker_limits breaker;
    // Longer than any send: while a dispatcher lives, it alone has the items of its destination.
    duration lease{std::chrono::hours{24}};
    std::function<double()> random;         // uniform in [0, 1)
    std::function<void()> settled = [] {};  // there are new entries
    // What the other side answered; null: well.
    std::function<void(const error*)> answered = [](const error*) {};
};

class dispatcher {
public:
    dispatcher(boost::asio::any_io_executor loop, std::unique_ptr<destination> target,
               journal::journal& journal, const clock& time, log& events,
               dispatcher_options options);

    void wake() { bell_.ring(); }  // something new is due [loop]

    void start();

    // Begins nothing new, lets what is in flight end for at most `limit`, cancels the rest, and
    // gives everything back that has not been settled. Must be awaited before destruction.
    task<void> close(duration limit);

    const std::string& name() const { return target_->name(); }
    const std::string& problem() const { return problem_; }  // empty: none [loop]

    // It is down, or refuses our credential: nothing is sent before `next_try`. [loop]
    bool suspended() const { return !breaker_.closed() || refusals_ > 1; }
    timestamp next_try() const { return breaker_.opens_at(); }

private:
    // Whole conversations, sent one batch after the other.
    using group = std::vector<journal::outbox_item>;

    task<void> lease_loop();
    task<void> introduce();
    task<void> lease_more();
    int room() const;
    void accept(std::vector<journal::outbox_item> items);
    void begin_ready();
    bool may_begin() const;
    task<void> send_group(group items);
    task<std::vector<result<receipt>>> send_batch(group items);
    bool too_late(const journal::outbox_item& item) const;
    task<result<receipt>> expire(journal::outbox_item item);
    std::optional<timestamp> settle_batch(const group& items,
                                          std::vector<result<receipt>> outcomes);
    void put_back(const group& items, timestamp due);
    void succeeded(const journal::outbox_item& item, receipt proof);
    timestamp failed(const journal::outbox_item& item, const error& why);
    void note_effect(const verdict& made, const error& why);
    void give_back_unsettled();
    void settle(journal::settlement one);
    void stalled(const error& why);
    task<void> settle_loop();
    task<duration> pause();

    std::unique_ptr<destination> target_;
    journal::journal& journal_;
    const clock& clock_;
    log& log_;
    dispatcher_options options_;
    base::wakeup bell_;            // for lease_loop()
    base::wakeup to_settle_;       // for settle_loop()
    base::wakeup idle_;            // for close()
    base::task_scope journaling_;  // ends by itself: what the journal has done must be known
    base::task_scope sending_;
    breaker_fsm breaker_;
    std::deque<group> ready_;
    std::set<std::int64_t> unsettled_;  // leased, without an outcome
    std::vector<journal::settlement> settlements_;
    int in_flight_ = 0;  // leased and not yet settled
    int calls_ = 0;
    bool closing_ = false;
    bool closed_ = false;  // there will be no more outcomes
    bool more_ = false;
    bool introduced_ = false;
    int refusals_ = 0;  // of our credential, in a row
    std::string problem_;
};

}  // namespace earshot::delivery
