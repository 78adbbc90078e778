// The model file: a header, then buckets of fingerprints, then for each bucket the number of its
// first row, then the rows: for every feature a weight for every language. Little endian.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace earshot::language {

inline constexpr std::size_t model_columns = 32;
inline constexpr std::size_t bucket_slots = 8;
inline constexpr std::array<char, 8> model_magic = {'e', 'a', 'r', 'l', 'a', 'n', 'g', '1'};

struct model_header {
    char magic[8];
    std::uint32_t buckets;
    std::uint32_t rows;
    std::uint32_t languages;
    float scale;  // of one step of a weight, in natural logarithms
    char tags[model_columns][4];
};
static_assert(sizeof(model_header) == 24 + model_columns * 4);

constexpr std::uint32_t bucket_of(std::uint64_t hash, std::uint32_t buckets) noexcept {
    return static_cast<std::uint32_t>(((hash >> 32) * buckets) >> 32);
}

// Never 0, which marks a free slot.
constexpr std::uint16_t fingerprint_of(std::uint64_t hash) noexcept {
    return static_cast<std::uint16_t>((hash & 0xFFFF) | 1);
}

}  // namespace earshot::language
