// What intake does to every message before it is stored, whatever platform it came from.
#pragma once

#include <cstddef>

#include "earshot/message.hpp"

namespace earshot::texts {

inline constexpr std::size_t max_text = 256 << 10;  // bytes; more is no message of a person
inline constexpr std::size_t max_id = 512;
inline constexpr std::size_t max_name = 1'024;     // handles, display names: longer ones are cut
inline constexpr std::size_t max_address = 4'096;  // links, permalinks: longer ones are dropped
inline constexpr std::size_t max_parts = 1'000;    // entities, attachments: the rest is dropped

struct normalized {
    bool repaired = false;  // text was not UTF-8; `raw` has the original bytes
    bool trimmed = false;   // something other than the text was too long
};

// Sets `display_text`: NFC, references of HTML resolved, without control characters but newline and
// tab. Leaves `text` as it came, but for bytes that are not UTF-8: they become U+FFFD, because the
// JSON form could not carry them. Keeps entities within the text, and everything within limits.
//
// Errors: invalid `text.too_long`, `text.bad_id` (missing, too long, or with control characters):
// the message is to be put aside, and `item` is to be used no more.
result<normalized> normalize(message& item);

// Valid UTF-8 without U+0000 to U+001F but newline and tab, and without U+007F to U+009F.
std::string printable(std::string_view text);

// As `message::display_text`.
std::string for_display(std::string_view text);

}  // namespace earshot::texts
