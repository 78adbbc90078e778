// What folding does to each code point, worked out once from ICU. Used by fold.cpp only.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.hpp"

namespace earshot::texts {

class fold_table {
public:
    struct entry {
        std::uint32_t offset : 20 = 0;  // of the folded form
        std::uint32_t length : 6 = 0;
        std::uint32_t kind : 2 = 0;   // a letter_class
        std::uint32_t mark : 1 = 0;   // belongs to the character in front
        std::uint32_t joins : 1 = 0;  // and may change with it
        std::uint32_t stays : 1 = 1;  // its own folded form
    };

    static const fold_table& get();  // made at first use, some milliseconds

    entry at(char32_t c) const {
        return c <= 0x10FFFF ? entries_[blocks_[c / block_size] * block_size + c % block_size]
                             : entry{};
    }
    std::string_view form(entry of) const {
        return std::string_view(forms_).substr(of.offset, of.length);
    }

    // Some characters that belong together: at most `most_joined` code points of valid UTF-8.
    static std::string fold_joined(std::string_view text);
    static constexpr std::size_t most_joined = 64;

private:
    static constexpr std::size_t block_size = 128;

    fold_table();
    void add_block(char32_t first);
    entry make(char32_t c);

    std::vector<std::uint16_t> blocks_;
    std::vector<entry> entries_;
    std::string forms_;
};

}  // namespace earshot::texts
