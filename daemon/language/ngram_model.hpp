// Our own model of the languages in Latin letters: for every feature of a word a weight for every
// language. Its file is part of the library; daemon/language/model/README.md tells its sources.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "language/model_format.hpp"

namespace earshot::language {

using weights = std::array<std::int32_t, model_columns>;  // in the model's steps

class ngram_model {
public:
    // Lives as long as the process. Aborts when the built-in file is no model, which then is so in
    // every process of this build, the tests' too.
    static const ngram_model& built_in();

    // ISO 639-1, in the order of the columns.
    std::span<const std::string_view> languages() const { return tags_; }

    // Adds what a word tells; `word` has its spaces, see text_cleaner.hpp. True: the model knows
    // the word as a whole, not only its sequences.
    bool add(std::span<const char32_t> word, weights& to) const;

    // What one step of a weight is worth, in natural logarithms.
    float scale() const { return scale_; }

private:
    explicit ngram_model(std::span<const std::byte> file);

    // Sets the feature's row. 1 where the model knows it, else 0: a number, so that counting needs
    // no branch.
    std::size_t look_up(std::uint64_t hash, std::uint32_t& row) const;

    const std::uint16_t* fingerprints_;
    const std::uint32_t* first_rows_;
    const std::int8_t* rows_;
    std::uint32_t buckets_;
    float scale_;
    std::vector<std::string_view> tags_;
};

}  // namespace earshot::language
