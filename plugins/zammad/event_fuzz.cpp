// Any bytes as a webhook body: an error, or answers and changes that are complete.
#include <cstdlib>

#include "zammad/desk_fixture.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace earshot;
    static const zammad::tests::setup desk;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto found = zammad::read_event(body, desk.reading());
    if (!found) return 0;
    for (const reply& said : found->replies)
        if (said.id.empty() || !said.to_case) std::abort();
    for (const ticket_change& change : found->changes)
        if (change.id.empty() || change.case_key.empty()) std::abort();
    return 0;
}
