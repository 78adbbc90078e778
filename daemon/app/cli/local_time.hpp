// Times for people: local, with the offset, so that nobody has to guess.
#pragma once

#include <string>

#include "earshot/time.hpp"

namespace earshot::app::cli {

// `2026-03-01 08:49:01 +0100`, in the time zone of the process.
std::string local_time(timestamp when);

// The same for a time as the daemon writes it, RFC 3339; `-` for none.
std::string local_time(const std::string& rfc3339);

// The daemon's sentences have times as JSON has them, `2026-03-01T07:49:01.000Z`: here they are
// local.
std::string with_local_times(std::string sentence);

// `3d 4h`, `12m 5s`, `0s`: the two largest units.
std::string rough_duration(duration length);

// What an operator types: RFC 3339, a time as `local_time` shows it, or a duration for that long
// before `now`. Errors: invalid.
result<timestamp> parse_moment(const std::string& text, timestamp now);

}  // namespace earshot::app::cli
