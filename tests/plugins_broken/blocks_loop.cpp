// Sleeps where it should await: nothing else in the daemon moves meanwhile. That is the fault which
// the watch has to name, from a thread of its own and by real time: no clock can be moved for it.
#include <chrono>
#include <thread>

#include "sinks.hpp"

class sleeper : public plain_sink {
public:
    using plain_sink::plain_sink;

    earshot::task<std::vector<earshot::result<earshot::receipt>>> deliver(
        std::vector<earshot::sink_item> items) override {
        std::this_thread::sleep_for(std::chrono::milliseconds{400});
        return plain_sink::deliver(std::move(items));
    }
};

EARSHOT_PLUGIN(sleeper, .id = "blocks_loop", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Sleeps on the loop");
