// Any bytes as a webhook body: an error, or answers that are complete and public.
#include <cstdlib>

#include "redmine/fixture.hpp"
#include "redmine/webhook_event.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace earshot;
    static const redmine::site desk = redmine::tests::brand();
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto found = redmine::read_event(body, redmine::tests::by(desk));
    if (!found) return 0;
    for (const reply& said : found->replies)
        if (said.id.empty() || said.text.empty() || !said.to_case) std::abort();
    return 0;
}
