// Weighs what speaks for each language: a sum of log-odds, and who said what.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::language {

class balance {
public:
    struct standing {
        std::string_view tag;
        double probability = 0;
    };

    // Makes `tag` possible. The characters of `tag` must outlive the balance.
    void admit(std::string_view tag, float log_odds = 0);

    bool admits(std::string_view tag) const;

    // The same tag, in characters that live as long as the balance; empty: it is not possible.
    std::string_view tag_like(std::string_view tag) const;

    // What was added for it; 0 where it is not possible.
    float weight(std::string_view tag) const;

    // Moves a language that is possible; others are passed over.
    void add(std::string_view tag, float log_odds);

    // Moves the languages that were admitted first, in their order.
    void add_to_first(std::span<const float> log_odds);

    // The likeliest two. There are at least two possible languages.
    std::array<standing, 2> best() const;

private:
    struct entry {
        std::string_view tag;
        float log_odds = 0;
    };

    static constexpr std::size_t most = 48;

    const entry* find(std::string_view tag) const;
    entry* find(std::string_view tag);

    std::array<entry, most> entries_;
    std::size_t count_ = 0;
};

// Lines such as `words: nl`, weightiest first.
class evidence_list {
public:
    void note(std::string_view source, std::string_view tag, float weight);

    std::vector<std::string> lines() const;

private:
    struct line {
        std::string text;
        float weight;
    };

    std::vector<line> lines_;  // weightiest first
};

}  // namespace earshot::language
