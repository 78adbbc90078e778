// Record keys of posts: timestamp identifiers, 13 letters that sort by time (the AT Protocol's
// `tid`). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "earshot/time.hpp"

namespace earshot::bluesky {

// 63 bits: 53 of microseconds since the epoch, 10 of whoever made it.
std::string write_tid(std::uint64_t value);
bool is_tid(std::string_view text);

// The key of an answer, the same for every attempt: the time it was accepted at, and where a
// millisecond has several answers, what tells their request keys apart.
std::string answer_tid(timestamp accepted, std::string_view request_key);

}  // namespace earshot::bluesky
