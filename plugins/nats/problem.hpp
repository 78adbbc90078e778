// What libnats says, as an error for the daemon. Functions of their arguments.
#pragma once

#include <nats/nats.h>

#include <string>

#include "earshot/error.hpp"

namespace earshot::nats {

// Of an attempt to connect. `server` as configured.
error cannot_connect(natsStatus status, const std::string& server);

// Of handing a message to the library. A message that is too large is `invalid`.
error cannot_publish(natsStatus status, const std::string& subject);

// No answer came in time; `last` is what the connection says about itself.
error no_answer(natsStatus last, const std::string& subject, duration waited);

// Nobody listens on the subject: no stream takes it.
error no_stream(const std::string& subject, const std::string& stream);

}  // namespace earshot::nats
