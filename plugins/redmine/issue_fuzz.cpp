// Any bytes as an issue: what is read of it is complete.
#include <cstdlib>

#include "redmine/fixture.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace earshot;
    static const redmine::site desk = redmine::tests::brand();
    const auto body = redmine::parse({reinterpret_cast<const char*>(data), size});
    if (!body) return 0;
    batch found;
    redmine::read_issue(*body, redmine::tests::by(desk), found);
    for (const reply& said : found.replies)
        if (said.id.empty() || said.text.empty() || !said.to_case) std::abort();
    for (const ticket_change& change : found.changes)
        if (change.id.empty() || change.case_key.empty()) std::abort();
    return 0;
}
