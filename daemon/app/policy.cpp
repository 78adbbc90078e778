#include "app/policy.hpp"

#include "base/config_suggest.hpp"
#include "rules/read_rules.hpp"
#include "rules/rule.hpp"

namespace earshot::app {

namespace {

using words = std::vector<std::string_view>;

template <class T>
words names_of(const std::vector<T>& instances) {
    words names;
    for (const T& one : instances) names.emplace_back(one.name);
    return names;
}

void check_names(std::span<const rules::outside_name> named, const words& known, const char* what,
                 base::config_problems& problems) {
    for (const rules::outside_name& one : named)
        if (std::ranges::find(known, one.name) == known.end())
            problems.add(one.at, "rule '" + one.rule + "': there is no " + what + " '" + one.name +
                                     "'; " + base::suggestion(one.name, known));
}

rules::rule_set load_rules(const configuration& from, base::config_problems& problems) {
    if (from.rules.empty()) return {};
    auto all = rules::load_rules(from.rules, problems);
    if (!all) {
        problems.add({}, all.error().detail);
        return {};
    }
    check_names(all->sinks(), names_of(from.sinks), "sink", problems);
    check_names(all->accounts(), names_of(from.accounts), "account", problems);
    return std::move(*all);
}

std::shared_ptr<const language::detector> load_languages(const configuration& from,
                                                         base::config_problems& problems) {
    auto made = language::detector::make(
        {from.language.serves, from.language.model, from.language.certainty / 100.0});
    if (made) return std::make_shared<const language::detector>(std::move(*made));
    problems.add({}, "language: " + made.error().detail);
    return nullptr;
}

}  // namespace

desk::knowledge load_knowledge(const configuration& from, base::config_problems& problems) {
    return {load_languages(from, problems), load_rules(from, problems)};
}

desk::policy policy_of(const configuration& from, desk::knowledge known) {
    desk::policy out;
    for (const sink_configuration& one : from.sinks)
        out.routes.push_back({one.name, one.accounts, one.only_when_routed});
    for (const account_configuration& one : from.accounts)
        out.accounts[one.name] = {.platform = one.plugin,
                                  .language = one.language,
                                  .publishes = false,
                                  .limits = {},
                                  .reply_expiry = one.reply_expiry,
                                  .signature = one.signature,
                                  .answers_per_hour = one.answers_per_hour};
    out.known = std::move(known);
    out.cases.join_window = from.cases.join_window;
    out.cases.close_after = from.cases.close_after;
    out.cases.reopen_within = from.cases.reopen_within;
    out.cases.reach_levels = from.cases.reach_levels;
    return out;
}

}  // namespace earshot::app
