// Any bytes as a webhook body: an error, or a number, because it becomes part of an address.
#include <algorithm>
#include <cstdlib>

#include "freshdesk/conversation.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace earshot;
    const auto id = freshdesk::ticket_named({reinterpret_cast<const char*>(data), size});
    if (!id) return 0;
    if (id->empty() || !std::ranges::all_of(*id, [](char c) { return c >= '0' && c <= '9'; }))
        std::abort();
    return 0;
}
