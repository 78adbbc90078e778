// Any bytes as a recording: an error, or turns in order that belong to the account.
#include <algorithm>
#include <cstdlib>

#include "replay/recording.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto turns =
        replay::read_recording({reinterpret_cast<const char*>(data), size}, "account");
    if (!turns) return 0;
    if (!std::ranges::is_sorted(*turns, {}, &replay::turn::at)) std::abort();
    for (const replay::turn& one : *turns) {
        const auto* said = std::get_if<message>(&one.what);
        if (said && (said->account != "account" || said->object_id.empty())) std::abort();
    }
    return 0;
}
