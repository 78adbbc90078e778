// Japanese or Chinese, where no kana tells.
#pragma once

#include <span>

namespace earshot::language {

// Log-odds of Japanese against Chinese; 0: nothing tells. `characters` are Han, runs parted by
// spaces.
float japanese_against_chinese(std::span<const char32_t> characters);

}  // namespace earshot::language
