// Polls one account for as long as it is configured, and stores what it brings together with the
// cursor.
#pragma once

#include <functional>

#include "base/wakeup.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "intake/pace_fsm.hpp"
#include "intake/turnstile.hpp"
#include "journal/journal.hpp"
#include "plugins/instance.hpp"

namespace earshot::intake {

struct poller_options {
    pace_limits pace;
    std::function<double()> random;  // uniform in [0, 1)
    std::function<void()> stored;    // there are new entries
    // What the platform answered; null: well.
    std::function<void(const error*)> answered = [](const error*) {};
};

class poller {
public:
    // All but `options` outlive it. `turns` is shared by all pollers.
    poller(boost::asio::any_io_executor loop, plugins::instance& source, journal::journal& journal,
           turnstile& turns, const clock& time, log& events, poller_options options);

    task<void> run();  // until cancelled, or the source has come to its end

    channel_state state() const { return pace_.state(); }    // [loop]
    const std::string& problem() const { return problem_; }  // empty: none [loop]

private:
    task<result<std::string>> load_cursor();
    task<duration> poll_once();
    task<result<duration>> store(poll_result brought);
    duration note_failure(const error& why);
    void note_success();

    plugins::instance& source_;
    journal::journal& journal_;
    turnstile& turns_;
    const clock& clock_;
    log& log_;
    poller_options options_;
    pace_fsm pace_;
    std::optional<std::string> cursor_;  // nothing: to be read from the journal
    std::string problem_;
};

}  // namespace earshot::intake
