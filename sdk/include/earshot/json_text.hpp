// JSON as platforms really write it.
#pragma once

#include <string>
#include <string_view>

namespace earshot {

// Half a character, `\ud83e` without its other half, is what some platforms leave of an emoji where
// they cut a text. No JSON parser takes it; here it becomes `\ufffd`, and the rest can be read.
// Anything else is as it was. Of the same length.
std::string without_lone_surrogates(std::string_view json);

}  // namespace earshot
