// One rule and one test, out of a tree of a rule file. Used while reading rules only.
#pragma once

#include "rules/condition_reader.hpp"

namespace earshot::rules {

class rule_reader {
public:
    rule_reader(node_reader& nodes, term_index& terms) : nodes_(nodes), conditions_(nodes, terms) {}

    // What is wrong with it is left out.
    rule read(const base::config_member& from);

    // Everything that rules have named and that is configured elsewhere.
    std::vector<outside_name>& sinks() { return sinks_; }
    std::vector<outside_name>& accounts() { return accounts_; }

private:
    consequence read_then(const base::config_member& from, const std::string& name);

    node_reader& nodes_;
    condition_reader conditions_;
    std::vector<outside_name> sinks_;
    std::vector<outside_name> accounts_;
};

rule_test read_test(const base::config_node& from, node_reader& nodes);

std::string name_of_test(std::string_view text);  // for problems: `test of 'Ik zit vast'`

}  // namespace earshot::rules
