#include "language/letter_share.hpp"

namespace earshot::language {

std::size_t asian_letters(const evidence_text& text) {
    constexpr std::size_t worth = 3;
    return worth *
           (text.count(script::kana) + text.count(script::han) + text.count(script::hangul));
}

std::size_t other_letters(const evidence_text& text) {
    return text.letters_in_all() - text.count(script::latin) - text.count(script::kana) -
           text.count(script::han) - text.count(script::hangul);
}

bool is_asian(const evidence_text& text) {
    const std::size_t asian = asian_letters(text);
    return asian > 0 && asian * 2 >= text.count(script::latin) && asian >= other_letters(text);
}

}  // namespace earshot::language
