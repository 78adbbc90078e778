// Whether a word may be the first one of a term: nearly every word of a text is not, and is known
// not to be after one look. Never wrong about a word that is.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace earshot::rules {

class word_filter {
public:
    word_filter() = default;

    // Room for so many words: 16 bits each, so that one in sixteen others at most gets through.
    explicit word_filter(std::size_t words)
        : bits_(std::bit_ceil(words * 16 + 64) / 64), mask_(bits_.size() * 64 - 1) {}

    void add(std::string_view word) {
        const std::uint64_t at = hash(word) & mask_;
        bits_[at / 64] |= std::uint64_t{1} << at % 64;
    }

    bool may_have(std::string_view word) const {
        const std::uint64_t at = hash(word) & mask_;
        return !bits_.empty() && (bits_[at / 64] >> at % 64 & 1) != 0;
    }

private:
    // Multiply and fold, eight bytes at a time.
    static std::uint64_t hash(std::string_view word) {
        constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;  // 2^64 divided by the golden ratio
        std::uint64_t out = word.size();
        for (; word.size() > 8; word.remove_prefix(8)) out = mix(out ^ load(word, 8), factor);
        return mix(out ^ load(word, word.size()), factor);
    }

    static std::uint64_t mix(std::uint64_t value, std::uint64_t factor) {
        value *= factor;
        return value ^ value >> 32;
    }

    static std::uint64_t load(std::string_view from, std::size_t size) {
        std::uint64_t out = 0;
        std::memcpy(&out, from.data(), size);
        return out;
    }

    std::vector<std::uint64_t> bits_;
    std::uint64_t mask_ = 0;
};

}  // namespace earshot::rules
