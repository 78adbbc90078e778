// Which words are the first one of a term, and what is remembered for each. Nearly every word of a
// text is none, and is known to be none after one look at a small bitmap.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::rules {

class word_table {
public:
    static constexpr std::uint32_t none = 0;

    word_table() = default;
    explicit word_table(std::size_t words);  // room for so many

    // A word that is there already keeps its value. `value` is not `none`.
    void add(std::string_view word, std::uint32_t value);

    std::uint32_t find(std::string_view word) const {
        if (bits_.empty()) return none;
        const std::uint64_t hashed = hash(word);
        const std::uint64_t at = hashed & bit_mask_;
        if ((bits_[at / 64] >> at % 64 & 1) == 0) return none;
        return slots_[slot_of(word, hashed)].value;
    }

private:
    // Half a line of the processor's cache: a word of usual length costs one look in memory.
    struct alignas(32) slot {
        std::uint32_t value = none;
        std::uint32_t size = 0;
        std::array<char, 20> word{};  // of a longer one its beginning, and
        std::uint32_t rest = 0;       // where in `rests_` it goes on
    };

    bool is(const slot& here, std::string_view word) const;

    // Multiply and fold, eight bytes at a time.
    static std::uint64_t hash(std::string_view word) {
        std::uint64_t out = word.size();
        for (; word.size() > 8; word.remove_prefix(8)) out = mix(out ^ load(word, 8));
        return mix(out ^ load(word, word.size()));
    }

    static std::uint64_t mix(std::uint64_t value) {
        value *= 0x9E3779B97F4A7C15U;  // 2^64 divided by the golden ratio
        return value ^ value >> 32;
    }

    static std::uint64_t load(std::string_view from, std::size_t size) {
        std::uint64_t out = 0;
        std::memcpy(&out, from.data(), size);
        return out;
    }

    std::size_t slot_of(std::string_view word, std::uint64_t hashed) const;

    std::vector<std::uint64_t> bits_;  // sixteen and more for each word
    std::uint64_t bit_mask_ = 0;
    std::vector<slot> slots_;  // two and more for each word, so that one is always free
    std::uint64_t slot_mask_ = 0;
    std::string rests_;
};

}  // namespace earshot::rules
