#include "kafka/kafka_sink.hpp"

EARSHOT_PLUGIN(earshot::kafka::kafka_sink, .id = "kafka", .version = "1.0.0", .vendor = "Earshot",
               .summary = "writes messages and notices to a topic of Kafka",
               .maturity = earshot::stability::experimental);
