// A line of the file: {"key":"...","message":{...}}, with `understanding` where anything was
// understood, and `raw` where the message has it; or {"key":"...","notice":{...}}.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "earshot/sink.hpp"

namespace earshot::file {

inline constexpr std::string_view line_begin = "{\"key\":\"";

// With its newline. `raw` is a text; where it is not UTF-8 it is `raw_base64`.
std::string to_line(const sink_item& from, bool raw_is_utf8);
std::string to_line(const notice& from);

// The key of a line without its newline; nothing for a line that is not one of ours.
std::optional<std::string> key_of(std::string_view line);

}  // namespace earshot::file
