// The command `earshot`.
#include <csignal>
#include <exception>
#include <iostream>

#include "app/cli/command_line.hpp"

int main(int argc, char** argv) {
    // `earshot messages tail --follow | head` ends with its reader, also where a parent ignores it.
    std::signal(SIGPIPE, SIG_DFL);
    try {
        return earshot::app::cli::command_line(std::cout, std::cerr).run({argv + 1, argv + argc});
    } catch (const std::exception& bug) {
        std::cerr << "earshot: " << bug.what() << "\n";
        return 70;  // sysexits.h: an internal fault
    }
}
