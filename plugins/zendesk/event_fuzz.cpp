// Any bytes as a webhook body: an error, or answers that are complete.
#include <algorithm>
#include <cstdlib>

#include "zendesk/webhook_event.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace earshot;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto found = zendesk::read_event(body, {"helpdesk", "9", {}});
    if (!found) return 0;
    for (const reply& said : found->items.replies)
        if (said.id.empty() || !said.to_case) std::abort();
    // It becomes part of an address.
    if (!std::ranges::all_of(found->look_at, [](char c) { return c >= '0' && c <= '9'; }))
        std::abort();
    return 0;
}
