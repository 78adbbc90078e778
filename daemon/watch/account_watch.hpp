// Watches over one configured plugin: asks what its credential is good for, has it keep what its
// platform registered in order, and notices when that falls silent. Owned by the channel of the
// plugin; one for each.
#pragma once

#include <functional>

#include "base/wakeup.hpp"
#include "earshot/service/clock.hpp"
#include "journal/journal.hpp"
#include "plugins/instance.hpp"
#include "watch/credential_fsm.hpp"
#include "watch/credential_notice.hpp"
#include "watch/silence_watch.hpp"
#include "watch/subscription_watch.hpp"

namespace earshot::watch {

struct watch_options {
    credential_limits credential;
    silence_limits silence;
    std::function<double()> random;  // uniform in [0, 1)
};

// What there is to know at a glance.
struct account_health {
    credential_status credential;
    timestamp last_contact;                   // the epoch: none yet
    timestamp last_message;                   // the epoch: not known
    std::optional<double> expected_in_a_day;  // up to now; nothing: not known yet
    std::vector<std::string> problems;        // one line each; empty: nobody is needed
};

class account_watch {
public:
    // All but `options` outlive it.
    account_watch(boost::asio::any_io_executor loop, plugins::instance& source,
                  journal::journal& entries, const clock& time, log& events, watch_options options);

    task<void> run();   // until cancelled
    task<void> look();  // once

    // A call to the platform ended; null: well. [loop]
    void called(errand which, const error* problem);

    // A person may have mended something: examine it now. [loop]
    void look_again();

    // Nothing is polled of it, contrary to what was thought; `contact` as in silence_limits. [loop]
    void only_listens(duration contact) { silence_.only_listens(contact); }

    // The source has come to its end: silence is in order. [loop]
    void source_ended() { ended_ = true; }

    account_health health() const;  // [loop]

private:
    duration pause() const;
    task<void> examine();
    task<void> look_into_journal();
    task<result<void>> learn(timestamp until);
    void observe();

    plugins::instance& source_;
    journal::journal& journal_;
    const clock& clock_;
    watch_options options_;
    base::wakeup bell_;
    credential_fsm credential_;
    credential_notice notice_;
    silence_watch silence_;
    subscription_watch subscriptions_;
    timestamp next_look_;
    timestamp learned_;  // up to this hour
    bool ended_ = false;
};

}  // namespace earshot::watch
