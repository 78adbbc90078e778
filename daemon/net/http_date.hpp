// Dates as HTTP writes them (RFC 9110 section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "earshot/time.hpp"

namespace earshot::net {

std::string format_http_date(timestamp when);

// The preferred form only: the two obsolete ones are older than any platform.
std::optional<timestamp> parse_http_date(std::string_view text);

}  // namespace earshot::net
