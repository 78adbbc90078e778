// Turns stored webhook requests into messages: reads them in the order they came, has the plugin
// interpret each, and stores what it made of them.
#pragma once

#include <functional>
#include <map>

#include "base/wakeup.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "journal/journal.hpp"
#include "plugins/instance.hpp"

namespace earshot::intake {

class webhook_reader {
public:
    // Calls `stored` when there are new entries. All outlive it.
    webhook_reader(boost::asio::any_io_executor loop, journal::journal& journal, const clock& time,
                   log& events, std::function<void()> stored);

    // By name; replaces the earlier set. Requests of an instance that is no longer there wait.
    void serve(const std::vector<std::shared_ptr<plugins::instance>>& instances);  // [loop]

    void wake() { bell_.ring(); }  // there are new requests [loop]

    task<void> run();  // until cancelled

private:
    task<result<bool>> read_some();
    void start_over_when_due();
    void start_over();
    task<void> append(std::vector<journal::arrival> arrivals);
    task<result<void>> read_one(journal::inbox_item item, std::vector<journal::arrival>& into);
    task<result<void>> put_aside(const journal::inbox_item& item, const plugins::instance& source,
                                 const std::string& why);

    journal::journal& journal_;
    const clock& clock_;
    log& log_;
    std::function<void()> stored_;
    base::wakeup bell_;
    std::map<std::string, std::shared_ptr<plugins::instance>, std::less<>> instances_;
    std::int64_t reached_ = 0;  // requests up to here have been looked at in this round
    bool careful_ = true;       // one at a time
    timestamp round_began_;
};

}  // namespace earshot::intake
