// Finds out too late that it does not like its configuration.
#include <stdexcept>

#include "sinks.hpp"

class hopeless : public plain_sink {
public:
    explicit hopeless(earshot::host& services) : plain_sink(services) {
        throw std::runtime_error("the moon is not in the right phase");
    }
};

EARSHOT_PLUGIN(hopeless, .id = "throws_in_create", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Never starts");
