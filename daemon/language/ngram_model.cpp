#include "language/ngram_model.hpp"

#include <bit>
#include <cstdlib>
#include <cstring>

#include "language/features.hpp"

// The file becomes read-only data of the library, aligned for the rows.
asm(".pushsection .rodata\n"
    ".balign 64\n"
    "earshot_language_model:\n"
    ".incbin \"" EARSHOT_LANGUAGE_MODEL
    "\"\n"
    "earshot_language_model_end:\n"
    ".popsection\n");
extern "C" {
[[gnu::visibility("hidden")]] extern const std::byte earshot_language_model;
[[gnu::visibility("hidden")]] extern const std::byte earshot_language_model_end;
}

namespace earshot::language {

namespace {

std::size_t size_of_tables(const model_header& header) {
    return sizeof header + header.buckets * (bucket_slots * sizeof(std::uint16_t) + 4) +
           header.rows * model_columns;
}

}  // namespace

const ngram_model& ngram_model::built_in() {
    static const ngram_model model({&earshot_language_model, &earshot_language_model_end});
    return model;
}

ngram_model::ngram_model(std::span<const std::byte> file) {
    model_header header{};
    if (file.size() < sizeof header) std::abort();
    std::memcpy(&header, file.data(), sizeof header);
    const bool whole = std::memcmp(header.magic, model_magic.data(), model_magic.size()) == 0 &&
                       header.languages <= model_columns && size_of_tables(header) == file.size();
    if (!whole) std::abort();
    buckets_ = header.buckets;
    scale_ = header.scale;
    const std::byte* at = file.data() + sizeof header;
    fingerprints_ = reinterpret_cast<const std::uint16_t*>(at);
    at += buckets_ * bucket_slots * sizeof(std::uint16_t);
    first_rows_ = reinterpret_cast<const std::uint32_t*>(at);
    at += buckets_ * sizeof(std::uint32_t);
    rows_ = reinterpret_cast<const std::int8_t*>(at);
    const char* tags = reinterpret_cast<const char*>(file.data()) + offsetof(model_header, tags);
    for (std::size_t column = 0; column < header.languages; ++column)
        tags_.emplace_back(tags + column * 4);
}

std::size_t ngram_model::look_up(std::uint64_t hash, std::uint32_t& row) const {
    const std::uint32_t bucket = bucket_of(hash, buckets_);
    const std::uint16_t wanted = fingerprint_of(hash);
    const std::uint16_t* marks = fingerprints_ + bucket * bucket_slots;
    unsigned hits = 0;
    for (unsigned slot = 0; slot < bucket_slots; ++slot)
        hits |= static_cast<unsigned>(marks[slot] == wanted) << slot;
    row = first_rows_[bucket] + static_cast<std::uint32_t>(std::countr_zero(hits | 1U << 31));
    return hits != 0 ? 1 : 0;
}

bool ngram_model::add(std::span<const char32_t> word, weights& to) const {
    // First all rows, then their sum: so that neither waits for a guess about the other.
    constexpr std::size_t most = (longest_word + 2) * longest_sequence + 1;
    std::array<std::uint32_t, most + 1> rows;
    std::size_t count = 0;
    std::size_t whole = 0;
    for_each_feature(word, [&](feature seen) {
        const std::size_t known = look_up(seen.hash, rows[count]);
        count += known;
        whole |= seen.whole_word ? known : 0;
    });
    std::array<std::int16_t, model_columns> sum{};  // at most 127 times `most`: no overflow
    static_assert(most * 127 < 32'768);
    for (std::size_t at = 0; at < count; ++at) {
        const std::int8_t* weight = rows_ + rows[at] * model_columns;
        for (std::size_t column = 0; column < model_columns; ++column)
            sum[column] = static_cast<std::int16_t>(sum[column] + weight[column]);
    }
    for (std::size_t column = 0; column < model_columns; ++column) to[column] += sum[column];
    return whole != 0;
}

}  // namespace earshot::language
