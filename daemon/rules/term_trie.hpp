// Many byte strings, and which of them begin at a place: a trie in flat arrays, level by level, so
// that its upper levels stay in the processor's caches. Immutable once built.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace earshot::rules {

class term_trie {
public:
    struct entry {
        std::string_view bytes;  // not empty
        std::uint32_t id = 0;
    };

    term_trie() = default;
    explicit term_trie(std::vector<entry> entries);  // any order; several may share bytes

    bool empty() const { return nodes_.empty(); }

    // Calls found(id, end) for everything that `text` has at `at`, shorter ones first.
    template <class Found>
    void find(std::string_view text, std::size_t at, Found found) const {
        go_on(at < text.size() ? first_[octet(text[at])] : 0, text, at + 1, found);
    }

    // A place in the trie: that of all entries which begin so; 0: there is none.
    std::uint32_t place_of(std::string_view beginning) const;

    // The only entry at that place, where nothing longer goes on from it.
    std::optional<std::uint32_t> only_one_at(std::uint32_t place) const;

    // The same as `find` where `text` has the beginning of `place` in front of `at`: what ends
    // there, and what is longer.
    template <class Found>
    void go_on(std::uint32_t place, std::string_view text, std::size_t at, Found found) const {
        while (place != 0) {
            for (std::uint32_t i = nodes_[place].terms; i < nodes_[place + 1].terms; ++i)
                found(ids_[i], at);
            place = at < text.size() ? child(place, octet(text[at])) : 0;
            ++at;
        }
    }

private:
    // Children and terms of a node end where those of the next one begin.
    struct node {
        std::uint32_t children = 0;  // the number of the first one
        std::uint32_t terms = 0;     // index into ids_
        std::uint32_t wide = 0;      // index into sets_; 0: few children
    };

    // Which bytes lead to a child, and how many of them there are before each 64.
    struct byte_set {
        std::array<std::uint64_t, 4> bits{};
        std::array<std::uint8_t, 4> before{};
    };

    static constexpr std::uint32_t few = 6;

    static std::uint8_t octet(char c) { return static_cast<std::uint8_t>(c); }

    std::uint32_t child(std::uint32_t parent, std::uint8_t label) const {
        const node& here = nodes_[parent];
        if (here.wide != 0) return wide_child(here, label);
        for (std::uint32_t i = here.children; i < nodes_[parent + 1].children; ++i)
            if (labels_[i] == label) return i;
        return 0;
    }

    std::uint32_t wide_child(const node& here, std::uint8_t label) const {
        const byte_set& set = sets_[here.wide];
        const std::uint64_t word = set.bits[label / 64];
        const std::uint64_t bit = std::uint64_t{1} << label % 64;
        if ((word & bit) == 0) return 0;
        const auto rank = static_cast<std::uint32_t>(std::popcount(word & (bit - 1)));
        return here.children + set.before[label / 64] + rank;
    }

    void widen();

    std::vector<node>
        nodes_;  // by levels; the first is the root, the last only ends the one before
    std::vector<byte_set> sets_;
    std::vector<std::uint8_t> labels_;  // of each node: the byte that leads to it
    std::vector<std::uint32_t> ids_;
    std::array<std::uint32_t, 256> first_{};  // the root's children by their bytes; 0: none
};

}  // namespace earshot::rules
