// The regular expressions of all rules, looked for in one pass (RE2, linear in the text). They see
// the folded text; a pattern's own letters may be of either case and have accents. Immutable once
// built; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::rules {

inline constexpr std::size_t max_pattern = 1'000;  // bytes

class pattern_set {
public:
    struct span {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    pattern_set();
    pattern_set(pattern_set&&) noexcept;
    pattern_set& operator=(pattern_set&&) noexcept;
    ~pattern_set();

    // Its number, from 0. The error is RE2's reason with the place in the pattern.
    std::expected<std::uint32_t, std::string> add(std::string_view pattern);

    // After the last `add`. False: together they are too large to be matched in one pass.
    bool compile();

    std::size_t size() const;

    // The numbers of those that match, in order.
    void find(std::string_view folded, std::vector<std::uint32_t>& found) const;

    // Where one matches first.
    std::optional<span> place(std::uint32_t number, std::string_view folded) const;

private:
    struct compiled;
    std::unique_ptr<compiled> compiled_;
};

}  // namespace earshot::rules
