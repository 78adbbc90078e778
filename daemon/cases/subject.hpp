// One line about a message, for lists and the subjects of a helpdesk.
#pragma once

#include <string>

#include "earshot/message.hpp"

namespace earshot::cases {

inline constexpr std::size_t max_subject = 80;  // code points

// Private numbers are masked, as `masked` does. Never empty.
std::string subject_of(const message& item);

}  // namespace earshot::cases
