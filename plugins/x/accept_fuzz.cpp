// Webhook bodies are whatever the network brings: none crashes, none gives a message without a
// name.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "x/fixture.hpp"
#include "x/webhook_events.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace earshot;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto found = x::read_events(body, x::tests::brand(), timestamp{});
    if (!found) return 0;
    for (const message& item : found->items.messages)
        if (!x::is_id(item.object_id) || item.raw.empty()) std::abort();
    for (const malformed& item : found->items.rejects)
        if (item.reason.empty() || item.raw.empty()) std::abort();
    return 0;
}
