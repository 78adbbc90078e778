#include "rules/word_table.hpp"

#include <bit>

namespace earshot::rules {

word_table::word_table(std::size_t words)
    : bits_(std::bit_ceil(words * 16 + 64) / 64),
      bit_mask_(bits_.size() * 64 - 1),
      slots_(std::bit_ceil(words * 2 + 2)),
      slot_mask_(slots_.size() - 1) {}

// Where the word is, or the free place where it would be.
std::size_t word_table::slot_of(std::string_view word, std::uint64_t hashed) const {
    for (std::size_t at = hashed >> 20 & slot_mask_;; at = (at + 1) & slot_mask_) {
        const slot& here = slots_[at];
        if (here.value == none) return at;
        if (here.tag == tag_of(hashed) &&
            std::string_view(words_).substr(here.begin, here.size) == word)
            return at;
    }
}

void word_table::add(std::string_view word, std::uint32_t value) {
    const std::uint64_t hashed = hash(word);
    const std::uint64_t bit = hashed & bit_mask_;
    bits_[bit / 64] |= std::uint64_t{1} << bit % 64;
    slot& here = slots_[slot_of(word, hashed)];
    if (here.value != none) return;
    here = {value, tag_of(hashed), static_cast<std::uint32_t>(words_.size()),
            static_cast<std::uint32_t>(word.size())};
    words_ += word;
}

}  // namespace earshot::rules
