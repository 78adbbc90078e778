// Many byte strings, and which of them begin at a place: a trie in flat arrays, level by level, so
// that its upper levels stay in the processor's caches. Immutable once built.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
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
        std::uint32_t at_node = at < text.size() ? first_[octet(text[at])] : 0;
        while (at_node != 0) {
            ++at;
            const node& here = nodes_[at_node];
            const node& next = nodes_[at_node + 1];
            for (std::uint32_t i = here.terms; i < next.terms; ++i) found(ids_[i], at);
            at_node = at < text.size() ? child(here.children, next.children, octet(text[at])) : 0;
        }
    }

private:
    // Children and terms of a node end where those of the next one begin.
    struct node {
        std::uint32_t children = 0;  // the number of the first one
        std::uint32_t terms = 0;     // index into ids_
    };

    static std::uint8_t octet(char c) { return static_cast<std::uint8_t>(c); }

    std::uint32_t child(std::uint32_t begin, std::uint32_t end, std::uint8_t label) const {
        for (std::uint32_t i = begin; i < end; ++i)
            if (labels_[i] == label) return i;
        return 0;
    }

    std::vector<node>
        nodes_;  // by levels; the first is the root, the last only ends the one before
    std::vector<std::uint8_t> labels_;  // of each node: the byte that leads to it
    std::vector<std::uint32_t> ids_;
    std::array<std::uint32_t, 256> first_{};  // the root's children by their bytes; 0: none
};

}  // namespace earshot::rules
