// Points in time and their text forms. UTC throughout; milliseconds, because no platform gives
// more.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot {

using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

// RFC 3339 section 5.6 with milliseconds: `2026-03-01T07:49:01.000Z`. Years 0 to 9999: a time
// beyond them is written as the first or the last there is.
std::string format_rfc3339(timestamp when);

// Any offset and any number of fraction digits; the rest below a millisecond is cut.
// Errors: invalid.
result<timestamp> parse_rfc3339(std::string_view text);

// A duration as written in configuration and shown to people: `250ms`, `30s`, `15m`, `24h`, `7d`.
// Errors: invalid.
result<duration> parse_duration(std::string_view text);
std::string format_duration(duration length);

}  // namespace earshot
