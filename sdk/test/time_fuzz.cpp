// A time or a duration that can be read is the same when it is written and read again.
#include <cstdlib>
#include <string_view>

#include "earshot/time.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto when = parse_rfc3339(text))
        if (parse_rfc3339(format_rfc3339(*when)).value() != *when) std::abort();
    if (const auto length = parse_duration(text))
        if (parse_duration(format_duration(*length)).value() != *length) std::abort();
    return 0;
}
