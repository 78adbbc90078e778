// Any bytes as what a server answers: within the limits, and never a crash.
#include <cstdint>
#include <cstdlib>

#include "net/response_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t max_header = 512;
    constexpr std::size_t max_body = 1'024;
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    earshot::net::response_reader reader(max_header, max_body, size % 5 == 0);
    while (!bytes.empty() && !reader.done() && !reader.failure()) {
        const std::size_t taken = reader.feed(bytes);
        bytes.remove_prefix(taken);
        if (taken == 0) break;
    }
    if (!reader.done() && !reader.failure()) reader.end();
    if (reader.done() && reader.take().body.size() > max_body) std::abort();
    return 0;
}
