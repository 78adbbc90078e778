// Carries the desk's decisions from log to outbox: reads the journal from the desk's own position,
// looks up what a decision needs, and stores what was decided.
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
    // Called with the destinations that have something new.
    using announce = std::function<void(const std::string& destination)>;

    stage(boost::asio::any_io_executor loop, journal::journal& journal, log& events, measure length,
          announce enqueued);

    // From the next entry on. [loop]
    void set_policy(std::shared_ptr<const policy> rules) { policy_ = std::move(rules); }

    void wake() { bell_.ring(); }  // there are new entries [loop]

    task<void> run();  // until cancelled

    // Entries decided on since the start of the run. [loop]
    journal::sequence position() const { return position_; }

private:
    task<result<void>> advance();
    task<result<void>> consider(const journal::entry& next, journal::decisions& into);
    task<result<void>> consider_reply(const journal::entry& next, journal::decisions& into);
    void consider_message(const journal::entry& next, journal::decisions& into);
    void announce_all(const std::vector<journal::enqueue>& enqueued);

    journal::journal& journal_;
    log& log_;
    measure length_;
    announce enqueued_;
    base::wakeup bell_;
    std::shared_ptr<const policy> policy_;
    journal::sequence position_ = 0;
    bool more_ = false;
};

}  // namespace earshot::desk
