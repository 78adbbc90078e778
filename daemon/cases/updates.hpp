// What changes cases there are, and opens none: what we said or took back, what others share, what
// the customer takes back.
#pragma once

#include <vector>

#include "cases/filing.hpp"

namespace earshot::cases {

filing file_ours(memory& in, const message& item);

// Another account of the brand speaks to the customer: no answer of ours, but worth knowing.
filing file_colleague(memory& in, const message& item);

// A share or a reaction makes more people see it.
filing file_spread(memory& in, const message& item, const options& set);

filing file_deletion(memory& in, const message& item);

// The case that this very object is in.
const care_case* case_of(const memory& in, const message& item);

// Appends the levels that are reached for the first time.
void reach_levels(care_case& of, const options& set, std::vector<std::int64_t>& newly);

}  // namespace earshot::cases
