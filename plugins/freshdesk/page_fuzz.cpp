// Any bytes as a list of tickets, and as a page of entries: what is read of it is complete.
#include <cstdlib>

#include "earshot/testkit/plain_text.hpp"
#include "freshdesk/conversation.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace earshot;
    const auto body = freshdesk::parse({reinterpret_cast<const char*>(data), size});
    if (!body) return 0;
    freshdesk::account at;
    at.case_field = "cf";
    for (const freshdesk::listed_ticket& one : freshdesk::read_list(*body, at))
        if (one.id.empty()) std::abort();
    const testkit::plain_text reader;
    for (const freshdesk::answer_found& one :
         freshdesk::read_answers(*body, "x/care/1", {"helpdesk", "9", {}}, reader))
        if (one.said.id.empty() || one.agent == "9") std::abort();
    return 0;
}
