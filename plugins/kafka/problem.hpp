// What librdkafka says, as an error for the daemon. Functions of their arguments.
#pragma once

#include <librdkafka/rdkafka.h>

#include <string>

#include "earshot/error.hpp"

namespace earshot::kafka {

// Of a record that is not in the topic, or not known to be. `last` is what the client said about
// its connections meanwhile: the reason, where a record merely waited too long.
error not_written(rd_kafka_resp_err_t why, rd_kafka_resp_err_t last, const std::string& topic);

}  // namespace earshot::kafka
