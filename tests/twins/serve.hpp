// Puts a twin on a loopback address and lets it make its own requests, until SIGINT or SIGTERM.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>

#include "twins/twin.hpp"

namespace earshot::twins {

// Port 0: any free one. Prints `introduction` with the port as the first JSON line, then the
// twin's events, one JSON line each. Returns the exit code.
int serve(twin& served, std::uint16_t port, boost::json::object introduction);

}  // namespace earshot::twins
