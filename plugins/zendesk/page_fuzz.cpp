// Any bytes as a page of the export: what is read of it is complete.
#include <cstdlib>

#include "zendesk/events.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace earshot;
    const auto body = zendesk::parse({reinterpret_cast<const char*>(data), size});
    if (!body) return 0;
    const auto page = zendesk::read_events(*body, "9");
    if (!page) return 0;
    for (const zendesk::ticket_deed& deed : page->deeds)
        if (deed.ticket.empty() || deed.what.id.empty()) std::abort();
    if (page->end < 0) std::abort();
    return 0;
}
