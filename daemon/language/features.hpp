// What the model knows a word by: its character sequences of one to five letters, where a space
// stands for the word's beginning and end, and the whole word. The trainer uses the same code.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace earshot::language {

inline constexpr std::size_t longest_sequence = 5;
inline constexpr std::size_t longest_word = 40;  // letters; what is longer is no word

struct feature {
    std::uint64_t hash;
    bool whole_word;
};

namespace detail {

inline constexpr std::uint64_t factor = 0x9E3779B97F4A7C15;

constexpr std::uint64_t mix(std::uint64_t hash, char32_t next) noexcept {
    return (hash + next + 1) * factor;
}

constexpr std::uint64_t finish(std::uint64_t hash) noexcept {
    return (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
}

}  // namespace detail

// `word` is letters in lower case with a space before and after.
template <class Use>
void for_each_feature(std::span<const char32_t> word, Use&& use) {
    for (std::size_t begin = 0; begin + 1 < word.size(); ++begin) {
        std::uint64_t hash = 0;
        const std::size_t most = std::min(word.size() - begin, longest_sequence);
        for (std::size_t length = 1; length <= most; ++length) {
            hash = detail::mix(hash, word[begin + length - 1]);
            if (begin > 0 || length > 1) use(feature{detail::finish(hash), length == word.size()});
        }
    }
    if (word.size() <= longest_sequence) return;
    std::uint64_t hash = 0x5EED;
    for (const char32_t letter : word) hash = detail::mix(hash, letter);
    use(feature{detail::finish(hash), true});
}

}  // namespace earshot::language
