// Takes as much at a time as its configuration says, however little or much.
#include "sinks.hpp"

class immodest : public plain_sink {
public:
    static constexpr earshot::field fields[] = {
        {"at_a_time", earshot::field_type::integer, earshot::presence::required, nullptr, nullptr,
         "Items in a call, and calls."},
    };

    explicit immodest(earshot::host& services)
        : plain_sink(services),
          at_a_time_(static_cast<int>(services.configuration().integer("at_a_time"))) {}

    earshot::sink_capacity capacity() override { return {at_a_time_, at_a_time_}; }

private:
    int at_a_time_;
};

EARSHOT_PLUGIN(immodest, .id = "wrong_capacity", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Takes nothing, or everything");
