// The commands of the control protocol, one table. A command reads its arguments, asks the journal
// or the daemon, and answers with one object, before which it may send any number of items.
#pragma once

#include <boost/json/fwd.hpp>
#include <span>
#include <string_view>

#include "control/arguments.hpp"
#include "control/daemon_view.hpp"
#include "control/peer.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/ids.hpp"
#include "journal/journal.hpp"

namespace earshot::control {

// What every command works on.
struct surroundings {
    boost::asio::any_io_executor loop;
    journal::journal& journal;
    daemon_view& daemon;
    const clock& time;
    ids& names;
    duration look_for_entries;
};

// Whoever waits for the answer.
class listener {
public:
    virtual ~listener() = default;

    virtual const peer& who() const = 0;

    // Returns when the other side has taken it. False: there is no other side any more.
    virtual task<bool> send(boost::json::object item) = 0;
    virtual bool gone() = 0;
};

using answer = result<boost::json::object>;

struct command {
    std::string_view name;
    bool changes;  // something: it is logged, with who asked
    bool streams;  // it sends items, for as long as it likes
    task<answer> (*run)(const surroundings& around, arguments given, listener& to);
};

std::span<const command> all_commands();

// Errors: invalid `control.command`, with the nearest there is.
result<const command*> find_command(std::string_view name);

// --- one each; docs/control-protocol.md says what they take and give -----------------------------

task<answer> status(const surroundings& around, arguments given, listener& to);
task<answer> messages(const surroundings& around, arguments given, listener& to);
task<answer> outbox(const surroundings& around, arguments given, listener& to);
task<answer> dead_list(const surroundings& around, arguments given, listener& to);
task<answer> dead_show(const surroundings& around, arguments given, listener& to);
task<answer> quarantine_list(const surroundings& around, arguments given, listener& to);
task<answer> message_show(const surroundings& around, arguments given, listener& to);
task<answer> cases_unanswered(const surroundings& around, arguments given, listener& to);
task<answer> case_show(const surroundings& around, arguments given, listener& to);
task<answer> person_show(const surroundings& around, arguments given, listener& to);
task<answer> people_suggested(const surroundings& around, arguments given, listener& to);
task<answer> load(const surroundings& around, arguments given, listener& to);
task<answer> ledger(const surroundings& around, arguments given, listener& to);
task<answer> ledger_hours(const surroundings& around, arguments given, listener& to);
task<answer> accounts(const surroundings& around, arguments given, listener& to);
task<answer> dead_replay(const surroundings& around, arguments given, listener& to);
task<answer> reply_to(const surroundings& around, arguments given, listener& to);
task<answer> act_by_hand(const surroundings& around, arguments given, listener& to);
task<answer> reload(const surroundings& around, arguments given, listener& to);

}  // namespace earshot::control
