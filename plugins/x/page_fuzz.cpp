// Pages of polling and the cursor after them, and lists of what is registered: none crashes, every
// cursor can be read back, and what is registered has an id.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "x/fixture.hpp"
#include "x/polling.hpp"
#include "x/problem.hpp"
#include "x/registrations.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace earshot;
    const std::string body(reinterpret_cast<const char*>(data), size);
    x::read_problem(body).as_error("GET", 400);
    if (const auto addresses = x::read_addresses(body))
        for (const auto& one : *addresses)
            if (!x::is_id(one.id)) std::abort();
    if (const auto activities = x::read_activities(body))
        for (const auto& one : *activities)
            if (!x::is_id(one.id)) std::abort();
    x::cursor at;
    if (const auto given = x::read_cursor(body)) at = *given;
    if (const auto read = x::read_page(body, x::tests::brand())) {
        at.mentions = x::advanced(
            x::prepared(x::source::mentions, at.mentions, x::tests::brand(), timestamp{}), *read);
        for (const message& item : read->items.messages)
            if (!x::is_id(item.object_id) || item.raw.empty()) std::abort();
    }
    const auto again = x::read_cursor(x::write_cursor(at));
    if (!again || *again != at) std::abort();
    return 0;
}
