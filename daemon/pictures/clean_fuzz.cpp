// Whatever the bytes: what is cleaned is no larger than it was, but for the way it is turned, and
// there is nothing left to clean in it.
#include <cstdint>
#include <cstdlib>

#include "pictures/clean.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto once = earshot::pictures::clean(bytes);
    if (!once) return 0;
    constexpr std::size_t orientation = 36;
    if (once->bytes.size() > size + orientation || once->width <= 0 || once->height <= 0)
        std::abort();
    const auto twice = earshot::pictures::clean(once->bytes);
    if (!twice || twice->bytes != once->bytes) std::abort();
    return 0;
}
