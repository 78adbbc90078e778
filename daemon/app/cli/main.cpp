// The command `earshot`.
#include <exception>
#include <iostream>

#include "app/cli/command_line.hpp"

int main(int argc, char** argv) {
    try {
        return earshot::app::cli::command_line().run(argc, argv);
    } catch (const std::exception& bug) {
        std::cerr << "earshot: " << bug.what() << "\n";
        return 70;  // sysexits.h: an internal fault
    }
}
