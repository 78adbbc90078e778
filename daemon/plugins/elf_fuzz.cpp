// A plugin file may be anything: reading what it exports ends with names or with an error.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>

#include "plugins/elf_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const int file = memfd_create("plugin", 0);
    if (write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
    const auto symbols =
        earshot::plugins::exported_symbols("/proc/self/fd/" + std::to_string(file));
    close(file);
    if (!symbols && symbols.error().code != "plugin.not_a_library") std::abort();
    return 0;
}
