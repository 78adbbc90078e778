// What may tell that two people are one human being: traces a person leaves, looked for with
// others. Suggestions only; a human decides.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cases/memory.hpp"

namespace earshot::cases {

inline constexpr std::size_t max_traces = 8;  // of one message

enum class trace_kind : std::uint8_t {
    handle,  // their own
    name,    // their own, of two words or more
    email,   // written in a text, like those below
    number,  // telephone or customer number
    iban,
    booking,  // six letters and digits
    says,     // a handle of theirs on another platform
};

struct found_trace {
    trace_kind kind = trace_kind::handle;
    std::string value;  // compared; not the thing itself where that is nobody's business
    std::string words;  // the evidence as people read it

    bool operator==(const found_trace&) const = default;
};

std::vector<found_trace> traces_of(const message& item);

// To be loaded before `suggest`.
std::set<std::string> keys_of_traces(const message& item);

// Records the traces of this message's author. Returns the people for whom that is the first reason
// to think of them as the same human being.
std::vector<std::string> suggest(memory& in, const message& item);

}  // namespace earshot::cases
