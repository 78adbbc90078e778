// Loads a plugin as the daemon does, and says what it found: ID VERSION, or why not.
#include <cstdio>

#include "plugins/library.hpp"

int main(int count, char** arguments) {
    if (count != 2) return std::fprintf(stderr, "load_plugin FILE.so\n"), 2;
    const auto loaded = earshot::plugins::library::load(arguments[1]);
    if (!loaded) return std::fprintf(stderr, "%s\n", to_string(loaded.error()).c_str()), 1;
    std::printf("%s %s\n", (*loaded)->about().id, (*loaded)->about().version);
    return 0;
}
