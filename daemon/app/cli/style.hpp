// How an answer is shown: for a person at a terminal, for a pipe, or for a program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace earshot::app::cli {

struct style {
    bool json = false;  // for a program: nothing is cut, coloured or made local
    bool colour = false;
    std::size_t width = 0;  // of the terminal; 0: nothing is cut
};

// Colours only on a terminal, and never where NO_COLOR is set (no-color.org) or TERM is `dumb`.
style detect_style(bool json);

enum class colour : std::uint8_t { plain, bold, dim, green, yellow, red };

std::string paint(std::string_view text, colour in, const style& look);

}  // namespace earshot::app::cli
