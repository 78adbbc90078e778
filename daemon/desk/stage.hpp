// Carries the desk's decisions from log to outbox: reads the journal from the desk's own position,
// loads what the desk remembers about these entries, lets it decide, and stores what was decided
// and is to be remembered in one transaction.
#pragma once

#include <functional>
#include <memory>

#include "base/wakeup.hpp"
#include "desk/decide.hpp"
#include "earshot/service/log.hpp"
#include "journal/journal.hpp"

namespace earshot::desk {

class stage {
public:
    // Length of a text as an account's platform counts it.
    using measure = std::function<result<int>(const std::string& account, const std::string& text)>;
    // How far the clock of a helpdesk is behind ours.
    using clocks = std::function<duration(const std::string& sink)>;
    // Called with the destinations that have something new.
    using announce = std::function<void(const std::string& destination)>;

    stage(boost::asio::any_io_executor loop, journal::journal& journal, log& events, measure length,
          announce enqueued);

    // From the next entry on. [loop]
    void set_policy(std::shared_ptr<const policy> rules) { policy_ = std::move(rules); }

    // Without, all agree with ours. [loop]
    void set_clocks(clocks behind) { behind_ = std::move(behind); }

    void wake() { bell_.ring(); }  // there are new entries [loop]

    task<void> run();  // until cancelled

    // Entries decided on since the start of the run. [loop]
    journal::sequence position() const { return position_; }

private:
    task<result<void>> advance();
    std::vector<event> readable(const std::vector<journal::entry>& entries);
    void tell_by_our_clock(event& next) const;
    task<result<void>> remember(std::vector<std::string> keys, cases::memory& into);
    task<result<reply_facts>> facts_of(const event& next, const policy& rules,
                                       cases::memory& memory);
    task<result<reply_facts>> facts_of_closing(ticket_change item, const policy& rules,
                                               const cases::memory& memory);
    task<result<bool>> brought_before(const event& next,
                                      const std::vector<journal::refusal>& this_turn);
    void say_refusals(const std::vector<event>& events, const journal::decisions& made);
    void announce_all(const std::vector<journal::enqueue>& enqueued);

    journal::journal& journal_;
    log& log_;
    measure length_;
    announce enqueued_;
    clocks behind_;
    base::wakeup bell_;
    std::shared_ptr<const policy> policy_;
    journal::sequence position_ = 0;
    bool more_ = false;
};

}  // namespace earshot::desk
