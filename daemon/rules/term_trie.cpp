#include "rules/term_trie.hpp"

#include <algorithm>
#include <tuple>

namespace earshot::rules {

namespace {

// The entries below one node: those that share its bytes.
struct range {
    std::size_t begin;
    std::size_t end;
};

}  // namespace

// Breadth first over the sorted entries: the children of a node, then those of its neighbour.
term_trie::term_trie(std::vector<entry> entries) {
    if (entries.empty()) return;
    std::ranges::sort(entries, {}, [](const entry& one) { return std::tie(one.bytes, one.id); });
    std::vector<range> level{{0, entries.size()}};
    labels_.push_back(0);
    std::uint32_t numbered = 1;  // the root is
    for (std::size_t depth = 0; !level.empty(); ++depth) {
        std::vector<range> below;
        for (const range& one : level) {
            nodes_.push_back({numbered, static_cast<std::uint32_t>(ids_.size())});
            std::size_t at = one.begin;
            for (; at < one.end && entries[at].bytes.size() == depth; ++at)
                ids_.push_back(entries[at].id);
            while (at < one.end) {
                const char label = entries[at].bytes[depth];
                const std::size_t begin = at;
                while (at < one.end && entries[at].bytes[depth] == label) ++at;
                below.push_back({begin, at});
                labels_.push_back(octet(label));
                ++numbered;
            }
        }
        level = std::move(below);
    }
    nodes_.push_back({numbered, static_cast<std::uint32_t>(ids_.size())});
    for (std::uint32_t i = nodes_[0].children; i < nodes_[1].children; ++i) first_[labels_[i]] = i;
}

}  // namespace earshot::rules
