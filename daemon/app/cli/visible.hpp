// Text of strangers on an operator's terminal: it can be read and does nothing. No escape sequence,
// no line end, no reversal of what follows gets through.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace earshot::app::cli {

// One line: control characters as `\x1b`, bidirectional overrides as `\u{202e}`, line ends as `↵`,
// what is not UTF-8 as U+FFFD. Everything else as it is.
std::string visible(std::string_view text);

// The same for lines that are meant to be lines: `\n` stays.
std::string visible_lines(std::string_view text);

// The same for serialized JSON, which it leaves equal: as `\u001b`.
std::string visible_json(std::string_view json);

// For a terminal that does not read UTF-8: what is not ASCII as `\u{e9}`, and in JSON, which it
// leaves equal, as `\u00e9`.
std::string ascii(std::string_view visible_text, bool json);

// Columns of a terminal; of visible text.
std::size_t display_width(std::string_view text);

// At most `width` columns, between graphemes; where something was cut off, the last one is `…`.
std::string cut_to_width(std::string_view text, std::size_t width);

}  // namespace earshot::app::cli
