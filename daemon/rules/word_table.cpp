#include "rules/word_table.hpp"

#include <bit>

namespace earshot::rules {

word_table::word_table(std::size_t words)
    : bits_(std::bit_ceil(words * 16 + 64) / 64),
      bit_mask_(bits_.size() * 64 - 1),
      slots_(std::bit_ceil(words * 2 + 2)),
      slot_mask_(slots_.size() - 1) {}

bool word_table::is(const slot& here, std::string_view word) const {
    if (here.size != word.size()) return false;
    const std::string_view front = word.substr(0, here.word.size());
    if (std::memcmp(here.word.data(), front.data(), front.size()) != 0) return false;
    const std::string_view rest = word.substr(front.size());
    return std::string_view(rests_).substr(here.rest, rest.size()) == rest;
}

// Where the word is, or the free place where it would be.
std::size_t word_table::slot_of(std::string_view word, std::uint64_t hashed) const {
    std::size_t at = hashed >> 20 & slot_mask_;
    while (slots_[at].value != none && !is(slots_[at], word)) at = (at + 1) & slot_mask_;
    return at;
}

void word_table::add(std::string_view word, std::uint32_t value) {
    const std::uint64_t hashed = hash(word);
    const std::uint64_t bit = hashed & bit_mask_;
    bits_[bit / 64] |= std::uint64_t{1} << bit % 64;
    slot& here = slots_[slot_of(word, hashed)];
    if (here.value != none) return;
    const std::string_view front = word.substr(0, here.word.size());
    here.value = value;
    here.size = static_cast<std::uint32_t>(word.size());
    std::memcpy(here.word.data(), front.data(), front.size());
    here.rest = static_cast<std::uint32_t>(rests_.size());
    rests_ += word.substr(front.size());
}

}  // namespace earshot::rules
