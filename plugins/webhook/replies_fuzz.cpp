// Any bytes as a body: an error, or replies that are complete.
#include <cstdlib>

#include "webhook/replies.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    webhook_request request;
    request.headers = {{"webhook-id", "evt"}};
    request.body.assign(reinterpret_cast<const char*>(data), size);
    const auto found = webhook::read_replies(request, "helpdesk");
    if (!found) return 0;
    for (const reply& said : found->replies)
        if (said.id.empty() || said.object_id.empty() || said.text.empty()) std::abort();
    return 0;
}
