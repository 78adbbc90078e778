// Han characters that only one of the languages writes, in order of their numbers.
#pragma once

#include <string_view>

namespace earshot::language {

extern const std::u16string_view japanese_only;     // simplified in Japan, or made there
extern const std::u16string_view simplified_only;   // of the People's Republic of China
extern const std::u16string_view traditional_only;  // of Taiwan and Hong Kong

}  // namespace earshot::language
