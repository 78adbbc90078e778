// How far the clock of a server is from ours, as its answers' `Date` shows (RFC 9110
// section 6.6.1). No I/O; one for each server.
#pragma once

#include "earshot/service/http.hpp"
#include "earshot/time.hpp"

namespace earshot::net {

class peer_clock {
public:
    // An answer that was asked for and had come at these times, by our clock.
    void observe(const http_response& answer, timestamp asked, timestamp came);

    // To be added to its times to have them in ours. Zero: it agrees, or has not been seen yet.
    duration behind() const { return behind_; }

private:
    duration behind_{};
};

}  // namespace earshot::net
