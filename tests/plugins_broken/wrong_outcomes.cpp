// Says less than it was asked.
#include "sinks.hpp"

class terse : public plain_sink {
public:
    using plain_sink::plain_sink;

    earshot::task<std::vector<earshot::result<earshot::receipt>>> deliver(
        std::vector<earshot::sink_item>) override {
        co_return std::vector<earshot::result<earshot::receipt>>(1, earshot::receipt{});
    }
};

EARSHOT_PLUGIN(terse, .id = "wrong_outcomes", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Counts badly");
