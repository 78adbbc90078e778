// An outcome while it is being made: one rule that matched after the other. Used by rule_set.
#pragma once

#include "rules/judge.hpp"
#include "rules/rule.hpp"

namespace earshot::rules {

class verdict {
public:
    verdict(const subject& who, const term_index& terms, std::span<const hit> hits)
        : terms_(terms), about_{who, hits, classes_, out_.topics} {}
    verdict(const verdict&) = delete;
    verdict& operator=(const verdict&) = delete;

    const facts& about() const { return about_; }
    bool matches(const rule& one) const {
        return all_hold(one.when, about_) && !any_holds(one.unless, about_);
    }
    void add(const rule& matched);  // by the terms that its conditions find
    void add(const rule& matched, std::span<const std::uint32_t> by);
    outcome take() { return std::move(out_); }

private:
    void weigh(const consequence& then);

    const term_index& terms_;
    outcome out_;
    std::vector<std::string> classes_;  // all that were given
    std::optional<urgency> urgent_;     // the highest
    std::optional<urgency> of_class_;   // that of the class that stands
    facts about_;
};

}  // namespace earshot::rules
