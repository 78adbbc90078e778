// Conditions, out of a tree of a rule file. Used while reading rules only.
#pragma once

#include <map>

#include "rules/condition.hpp"
#include "rules/node_reader.hpp"
#include "rules/rule.hpp"
#include "rules/term_index.hpp"

namespace earshot::rules {

inline constexpr std::size_t max_patterns = 5'000;
inline constexpr std::size_t max_terms = 1'000'000;

class condition_reader {
public:
    condition_reader(node_reader& nodes, term_index& terms) : nodes_(nodes), terms_(terms) {}

    // All members of a mapping, but for those that are wrong. `what`: `'when'`.
    conditions read(const base::config_node& node, std::string_view what,
                    const base::config_mark& at);

    // Every account that a condition has named since the last call.
    std::vector<read_text> take_accounts() { return std::exchange(accounts_, {}); }

private:
    using member = base::config_member;

    struct time_parts {
        std::optional<texts::time_zone> zone;
        std::string name;  // of the zone
        std::uint8_t days = 0x7F;
        std::optional<int> from;
        std::optional<int> to;
    };

    void read_member(const member& from, conditions& into);
    void add(const member& from, std::string shown, decltype(condition::what) what,
             conditions& into);
    void read_terms(const member& from, conditions& into);
    void read_names(const member& from, one_of::fact of, conditions& into);
    void read_languages(const member& from, conditions& into);
    void read_said(const member& from, bool topic, conditions& into);
    void read_so(const member& from, is_so::fact of, conditions& into);
    void read_attachments(const member& from, conditions& into);
    void read_author(const member& from, conditions& into);
    void read_range(const member& from, in_range::fact of, conditions& into);
    std::optional<std::int64_t> read_limit(const member& from, in_range& into);
    void read_time(const member& from, conditions& into);
    bool read_part_of_time(const member& from, time_parts& into);
    void read_groups(const member& from, group::rule how, conditions& into);
    std::optional<std::uint32_t> term_of(const read_text& one, std::string_view key);
    std::optional<texts::time_zone> zone_of(const base::config_mark& at, const std::string& name);
    std::uint8_t days_of(const member& from);

    node_reader& nodes_;
    term_index& terms_;
    std::vector<read_text> accounts_;
    std::map<std::string, result<texts::time_zone>> zones_;  // looking one up is slow
};

}  // namespace earshot::rules
