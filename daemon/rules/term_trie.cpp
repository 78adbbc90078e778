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
    widen();
}

std::uint32_t term_trie::place_of(std::string_view beginning) const {
    if (beginning.empty() || empty()) return 0;
    std::uint32_t place = first_[octet(beginning[0])];
    for (std::size_t at = 1; at < beginning.size() && place != 0; ++at)
        place = child(place, octet(beginning[at]));
    return place;
}

std::optional<std::uint32_t> term_trie::only_one_at(std::uint32_t place) const {
    const node& here = nodes_[place];
    const node& next = nodes_[place + 1];
    if (here.children != next.children || next.terms - here.terms != 1) return std::nullopt;
    return ids_[here.terms];
}

void term_trie::widen() {
    sets_.emplace_back();  // number 0 stands for none
    for (std::size_t number = 1; number + 1 < nodes_.size(); ++number) {
        const std::uint32_t begin = nodes_[number].children;
        const std::uint32_t end = nodes_[number + 1].children;
        if (end - begin <= few) continue;
        byte_set set;
        for (std::uint32_t i = begin; i < end; ++i)
            set.bits[labels_[i] / 64] |= std::uint64_t{1} << labels_[i] % 64;
        for (std::size_t i = 1; i < set.before.size(); ++i)
            set.before[i] =
                static_cast<std::uint8_t>(set.before[i - 1] + std::popcount(set.bits[i - 1]));
        nodes_[number].wide = static_cast<std::uint32_t>(sets_.size());
        sets_.push_back(set);
    }
}

}  // namespace earshot::rules
