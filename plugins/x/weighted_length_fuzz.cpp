// Texts of agents: counting never crashes, links lie within the text one after the other, and the
// same text compares equal to itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "text/text_service.hpp"
#include "x/links.hpp"
#include "x/publish.hpp"
#include "x/weighted_length.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace earshot;
    const std::string_view given(reinterpret_cast<const char*>(data), size);
    const texts::text_service unicode;
    std::size_t end = 0;
    for (const x::link& one : x::find_links(given)) {
        if (one.begin < end || one.end <= one.begin || one.end > size) std::abort();
        end = one.end;
    }
    const auto length = x::weighted_length(given, unicode);
    if (length && *length < 0) std::abort();
    if (length) x::comparable(given, unicode);
    return 0;
}
