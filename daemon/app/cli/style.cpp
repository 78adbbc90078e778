#include "app/cli/style.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace earshot::app::cli {

namespace {

constexpr std::size_t narrowest = 40;  // below it tables say nothing
constexpr std::size_t usual = 80;      // for a terminal that does not say

std::size_t terminal_width() {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual;
    return std::max<std::size_t>(size.ws_col, narrowest);
}

bool wants_colour() {
    const char* refused = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    if (refused && *refused != '\0') return false;
    return terminal && std::string_view(terminal) != "dumb";
}

std::string_view sequence(colour in) {
    switch (in) {
        case colour::plain: return "";
        case colour::bold: return "\x1b[1m";
        case colour::dim: return "\x1b[2m";
        case colour::green: return "\x1b[32m";
        case colour::yellow: return "\x1b[33m";
        case colour::red: return "\x1b[31m";
    }
    return "";
}

}  // namespace

style detect_style(bool json) {
    style look{.json = json};
    if (json || ::isatty(STDOUT_FILENO) == 0) return look;
    look.width = terminal_width();
    look.colour = wants_colour();
    return look;
}

std::string paint(std::string_view text, colour in, const style& look) {
    if (!look.colour || in == colour::plain) return std::string(text);
    return std::string(sequence(in)).append(text).append("\x1b[0m");
}

}  // namespace earshot::app::cli
