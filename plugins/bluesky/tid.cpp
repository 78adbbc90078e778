#include "bluesky/tid.hpp"

#include <algorithm>

#include "earshot/signature.hpp"

namespace earshot::bluesky {

namespace {

constexpr std::string_view letters = "234567abcdefghijklmnopqrstuvwxyz";
constexpr std::size_t length = 13;
constexpr std::size_t first_letters = 16;  // the highest of 65 bits is never set
constexpr std::uint64_t most_microseconds = (std::uint64_t{1} << 53) - 1;

std::uint64_t spread(std::string_view key) {
    const std::string bytes = digest(hash::sha256, key);
    std::uint64_t made = 0;
    for (std::size_t i = 0; i < sizeof made; ++i)
        made = made << 8 | static_cast<unsigned char>(bytes[i]);
    return made;
}

}  // namespace

std::string write_tid(std::uint64_t value) {
    std::string made(length, letters.front());
    for (std::size_t i = length; i-- > 0; value >>= 5) made[i] = letters[value & 0x1F];
    return made;
}

bool is_tid(std::string_view text) {
    return text.size() == length &&
           std::ranges::all_of(text, [](char c) { return letters.find(c) != letters.npos; }) &&
           letters.find(text.front()) < first_letters;
}

std::string answer_tid(timestamp accepted, std::string_view request_key) {
    const std::int64_t since = std::max<std::int64_t>(accepted.time_since_epoch().count(), 0);
    const std::uint64_t other = spread(request_key);
    const std::uint64_t microseconds =
        std::min(static_cast<std::uint64_t>(since) * 1'000 + other % 1'000, most_microseconds);
    return write_tid(microseconds << 10 | (other / 1'000 & 0x3FF));
}

}  // namespace earshot::bluesky
