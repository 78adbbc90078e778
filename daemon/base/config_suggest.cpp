#include "base/config_suggest.hpp"

#include <algorithm>
#include <vector>

namespace earshot::base {

namespace {

constexpr std::size_t longest_word = 64;  // nobody's name is longer; the effort is its square

}  // namespace

std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before_last(to.size() + 1);
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t other = from[i - 1] == to[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + other});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[to.size()];
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
    if (word.size() > longest_word) return {};
    std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
    std::string_view found;
    for (const std::string_view candidate : known) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best) best = distance, found = candidate;
    }
    return found;
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
    if (const auto near = nearest(word, known); !near.empty())
        return "did you mean '" + std::string(near) + "'?";
    if (known.empty()) return "nothing is known here";
    std::string text;
    for (const std::string_view one : known)
        text.append(text.empty() ? "known here: " : ", ") += one;
    return text;
}

}  // namespace earshot::base
