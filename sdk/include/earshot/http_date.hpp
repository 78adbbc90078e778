// Dates as HTTP writes them (RFC 9110 section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`. Both
// functions are pure. [any thread]
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "earshot/time.hpp"

namespace earshot {

// Years 1 to 9999.
std::string format_http_date(timestamp when);

// The preferred form only: the two obsolete ones are older than any platform. Nothing: it is none.
std::optional<timestamp> parse_http_date(std::string_view text);

}  // namespace earshot
