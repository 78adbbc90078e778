#include "rules/read_rules.hpp"

#include <array>
#include <unordered_map>

#include "base/config_suggest.hpp"
#include "base/config_tree.hpp"
#include "rules/rule_book.hpp"
#include "rules/rule_reader.hpp"

namespace earshot::rules {

namespace {

using shape = base::config_node::shape;

constexpr std::array<std::string_view, 2> sections = {"rules", "tests"};

constexpr base::config_limits limits{.bytes = max_file, .depth = 32, .nodes = 4'000'000};

std::string place(const base::config_mark& at) {
    return (at.file ? *at.file : std::string()) + ":" + std::to_string(at.line) + ":" +
           std::to_string(at.column);
}

class book_reader {
public:
    explicit book_reader(base::config_problems& problems)
        : nodes_(problems), rules_(nodes_, book_->terms) {}

    void read(const base::config_node& root) {
        nodes_.about("");
        if (root.is() == shape::nothing) return;
        if (root.is() != shape::mapping)
            return nodes_.problem(root.at(), "a rule file has 'rules:' and 'tests:', and here is " +
                                                 std::string(to_string(root.is())));
        nodes_.check_keys(root, sections, "section");
        if (const auto* rules = root.find("rules")) read_rules_of(*rules);
        if (const auto* tests = root.find("tests")) read_tests_of(*tests);
    }

    rule_set finish() {
        check_names();
        nodes_.about("");
        if (!book_->terms.finish())
            nodes_.problem({},
                           "the patterns of all rules together are too large; use fewer, or "
                           "smaller repetitions");
        book_->sinks = std::move(rules_.sinks());
        book_->accounts = std::move(rules_.accounts());
        book_->index();
        return rule_set(std::move(book_));
    }

private:
    void read_rules_of(const base::config_node& rules) {
        nodes_.about("");
        if (!nodes_.mapping(rules, "'rules'", rules.at())) return;
        for (const base::config_member& one : rules.members()) {
            if (book_->rules.size() == max_rules)
                return nodes_.problem(one.at, "more than " + std::to_string(max_rules) +
                                                  " rules in all files; remove some");
            remember(one);
            book_->rules.push_back(rules_.read(one));
        }
    }

    void remember(const base::config_member& one) {
        const auto [first, fresh] = places_.try_emplace(one.key, one.at);
        if (fresh) return;
        nodes_.about("rule '" + one.key + "'");
        nodes_.problem(one.at, "there is one of this name already, at " + place(first->second) +
                                   "; rename one of them");
    }

    void read_tests_of(const base::config_node& tests) {
        nodes_.about("");
        if (tests.is() != shape::list)
            return nodes_.problem(
                tests.at(), "'tests' is a list, and here is " + std::string(to_string(tests.is())));
        for (const base::config_node& one : tests.items()) {
            if (book_->tests.size() == max_tests) {
                nodes_.about("");
                return nodes_.problem(one.at(), "more than " + std::to_string(max_tests) +
                                                    " tests in all files; remove some");
            }
            book_->tests.push_back(read_test(one, nodes_));
        }
    }

    // Only when all files are read: a test may name a rule of another one.
    void check_names() {
        for (const rule_test& one : book_->tests) {
            nodes_.about(name_of_test(one.item.text));
            for (const std::string& name : one.expected.matches) check_name(one, name);
            for (const std::string& name : one.expected.matches_not) check_name(one, name);
            if (!one.expected.ignored.value_or("").empty()) check_name(one, *one.expected.ignored);
        }
    }

    void check_name(const rule_test& in, const std::string& name) {
        if (places_.contains(name)) return;
        std::vector<std::string_view> known;
        for (const auto& [rule, at] : places_) known.push_back(rule);
        const auto near = base::nearest(name, known);
        nodes_.problem(in.at, "there is no rule '" + name + "'" +
                                  (near.empty() ? std::string("; write one of the rules here")
                                                : "; did you mean '" + std::string(near) + "'?"));
    }

    std::shared_ptr<rule_book> book_ = std::make_shared<rule_book>();
    node_reader nodes_;
    rule_reader rules_;
    std::unordered_map<std::string, base::config_mark> places_;
};

}  // namespace

rule_set read_rules(std::span<const rule_file> files, base::config_problems& problems) {
    book_reader reader(problems);
    for (const rule_file& one : files)
        reader.read(base::parse_config(one.name, one.bytes, problems, limits));
    return reader.finish();
}

}  // namespace earshot::rules
