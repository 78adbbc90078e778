#include "watch/queue_watch.hpp"

#include "base/clock.hpp"
#include "catch.hpp"
#include "fake_journal.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"

using namespace earshot;
using namespace std::chrono_literals;

namespace {

struct bench {
    tests::fake_journal journal;
    base::manual_clock clock;
    tests::recording_log log;
    watch::queue_watch queues{journal, clock, log};

    bench() { queues.set_limits({{"sink:helpdesk", 15min}, {"sink:archive", 24h}}); }

    void waiting_since(std::string destination, timestamp oldest) {
        journal.summaries = {{.destination = std::move(destination),
                              .waiting = oldest == timestamp{} ? 0 : 3,
                              .oldest = oldest}};
    }
    void look() { tests::run(queues.look()); }
};

}  // namespace

TEST_CASE("PAIN-6: a queue whose oldest item waits too long is an alarm, once, until it moves") {
    bench with;
    with.waiting_since("sink:helpdesk", with.clock.now());
    with.look();
    with.clock.advance(15min);
    with.look();
    CHECK(with.log.events().empty());
    with.clock.advance(1s);
    with.look();
    with.look();
    CHECK(with.log.events() ==
          std::vector<std::string>{
              "3 watch.queue_late destination=sink:helpdesk oldest=901s waiting=3"});
    CHECK(with.queues.problem("sink:helpdesk") == "sink:helpdesk: the oldest has waited for 901s");
    with.waiting_since("sink:helpdesk", {});
    with.look();
    CHECK(with.log.events().back() == "1 watch.queue_in_time destination=sink:helpdesk waiting=0");
    CHECK(with.queues.problem("sink:helpdesk").empty());
}

TEST_CASE("PAIN-37: a queue that stands still is told again each day") {
    bench with;
    with.waiting_since("sink:helpdesk", with.clock.now());
    for (int hour = 0; hour < 50; ++hour) {
        with.look();
        with.clock.advance(1h);
    }
    CHECK(with.log.events().size() == 3);
}

TEST_CASE("queue: each destination has its own limit, and one that is gone has none") {
    bench with;
    with.waiting_since("sink:archive", with.clock.now() - 23h);
    with.look();
    with.waiting_since("sink:former", with.clock.now() - 23h);
    with.look();
    CHECK(with.log.events().empty());
    with.waiting_since("sink:archive", with.clock.now() - 25h);
    with.look();
    CHECK(with.log.has("watch.queue_late"));
    with.queues.set_limits({});
    with.look();
    CHECK(with.queues.problem("sink:archive").empty());
}
