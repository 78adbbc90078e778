#include "nats/nats_sink.hpp"

EARSHOT_PLUGIN(earshot::nats::nats_sink, .id = "nats", .version = "1.0.0", .vendor = "Earshot",
               .summary = "writes messages and notices to a stream of NATS JetStream",
               .maturity = earshot::stability::experimental);
