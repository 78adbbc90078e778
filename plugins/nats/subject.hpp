// The subject of an event, from the operator's pattern: `earshot.{platform}.{account}`. Functions
// of their arguments.
#pragma once

#include <string>
#include <string_view>

#include "earshot/settings_check.hpp"
#include "earshot/stream.hpp"

namespace earshot::nats {

// Refuses the field `subject` for a pattern that makes no subjects.
void check_subject(std::string_view pattern, settings_check& check);

// `{platform}`, `{account}` and `{event}` are replaced; `{event}` is two tokens,
// `message.received`. What may not stand in a token becomes `_`. Throws std::invalid_argument for
// another name in braces.
std::string subject_of(std::string_view pattern, const stream::record& one);

}  // namespace earshot::nats
