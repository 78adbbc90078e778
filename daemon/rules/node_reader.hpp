// Small values out of a tree of a rule file: texts, numbers, yes and no. What is wrong is said with
// its place and with whose it is. Used by the readers of this folder only.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/config_problems.hpp"
#include "base/config_tree.hpp"

namespace earshot::rules {

inline constexpr std::size_t max_name = 100;       // bytes: of rules, classes, topics, sinks
inline constexpr std::size_t max_listed = 10'000;  // values in one list

struct read_text {
    std::string text;
    base::config_mark at;
};

class node_reader {
public:
    explicit node_reader(base::config_problems& problems) : problems_(problems) {}

    // `rule 'stranded_nl'`: the front of every problem from now on.
    void about(std::string owner) { owner_ = std::move(owner); }

    void problem(const base::config_mark& at, std::string_view text);

    // False, and a problem, where the node is something else or empty. `what`: `'when'`.
    bool mapping(const base::config_node& node, std::string_view what, const base::config_mark& at);

    // A problem for every key that is not among them. `kind`: `condition`.
    void check_keys(const base::config_node& node, std::span<const std::string_view> known,
                    std::string_view kind);

    // One text; empty ones are a problem.
    std::optional<std::string> text(const base::config_member& from);

    // A list of texts, or one text alone; at least one.
    std::vector<read_text> texts(const base::config_member& from);

    // As `texts`, each of them one of `known`.
    std::vector<std::string> choices(const base::config_member& from,
                                     std::span<const std::string_view> known);
    std::optional<std::string> choice(const base::config_member& from,
                                      std::span<const std::string_view> known);

    // As `texts`, each of the form [a-z0-9_]+. `kind`: `a class`.
    std::vector<std::string> identifiers(const base::config_member& from, std::string_view kind);
    std::optional<std::string> identifier(const base::config_member& from, std::string_view kind);

    std::optional<bool> yes_no(const base::config_member& from);
    std::optional<std::int64_t> number(const base::config_member& from);  // 0 and more
    std::optional<int> minute_of_day(const base::config_member& from);    // `06:30`, `24:00`

private:
    bool known_choice(const read_text& one, std::string_view key,
                      std::span<const std::string_view> known);
    bool good_identifier(const read_text& one, std::string_view kind);

    base::config_problems& problems_;
    std::string owner_;
};

bool is_identifier(std::string_view text);  // [a-z0-9_]+ within max_name

}  // namespace earshot::rules
