#include "rules/verdict.hpp"

#include <algorithm>

namespace earshot::rules {

namespace {

void add_new(std::vector<std::string>& into, std::span<const std::string> names) {
    for (const std::string& name : names)
        if (std::ranges::find(into, name) == into.end()) into.push_back(name);
}

}  // namespace

std::string_view to_string(case_action action) noexcept {
    switch (action) {
        case case_action::unsaid: return "unsaid";
        case case_action::open: return "open";
        case case_action::join: return "join";
        case case_action::none: return "none";
    }
    return "unsaid";
}

// The class is that of the most urgent rule that has one, and the first of equals; the urgency is
// the highest that a rule says, one with a class alone saying `normal`.
void verdict::weigh(const consequence& then) {
    const bool has_class = !then.message_class.empty();
    if (!has_class && !then.urgent) return;
    const urgency said = then.urgent.value_or(urgency::normal);
    urgent_ = std::max(urgent_.value_or(said), said);
    out_.urgent = *urgent_;
    if (!has_class) return;
    if (!of_class_ || said > *of_class_) {
        of_class_ = said;
        out_.message_class = then.message_class;
    }
    add_new(classes_, std::span(&then.message_class, 1));
}

void verdict::add(const rule& matched) {
    std::vector<std::uint32_t> terms;
    collect_terms(matched.when, about_, terms);
    add(matched, terms);
}

void verdict::add(const rule& matched, std::span<const std::uint32_t> by) {
    rule_match match{.rule = matched.name};
    match.terms.reserve(by.size());
    for (const std::uint32_t term : by) match.terms.push_back(terms_.spelled(term));
    out_.matched.push_back(std::move(match));
    const consequence& then = matched.then;
    weigh(then);
    add_new(out_.topics, then.topics);
    add_new(out_.sinks, then.sinks);
    if (!then.ignore.empty() && out_.ignored_by.empty())
        out_.ignored_by = matched.name, out_.ignored_why = then.ignore;
    if (then.do_not_watch && !out_.do_not_watch)
        out_.do_not_watch = true, out_.do_not_watch_by = matched.name;
    if (out_.case_ == case_action::unsaid) out_.case_ = then.case_;
}

}  // namespace earshot::rules
