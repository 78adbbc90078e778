// How two understandings of one message differ, in a line for people.
#pragma once

#include <string>

#include "earshot/understanding.hpp"

namespace earshot::app::cli {

// `class complaint -> stranded, urgency high -> now, + stranded_nl (gestrand), - complaint_nl`.
// Empty, where they agree. Evidence, confidence and the order of rules do not count.
std::string difference(const understanding& was, const understanding& is);

}  // namespace earshot::app::cli
