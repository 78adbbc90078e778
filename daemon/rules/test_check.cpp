#include "rules/test_check.hpp"

#include <algorithm>

#include "rules/phrases.hpp"

namespace earshot::rules {

namespace {

std::string none_or(const std::vector<std::string>& names) {
    return or_word(listed(names), "none");
}

class comparison {
public:
    void same(std::string_view what, const std::string& expected, const std::string& got) {
        if (expected == got) return;
        wrong_.push_back(std::string(what) + ": expected " + expected + ", got " + got);
    }

    void rule(const std::string& name, const outcome& got, bool wanted) {
        const auto found = std::ranges::find(got.matched, name, &rule_match::rule);
        if ((found != got.matched.end()) == wanted) return;
        if (wanted)
            wrong_.push_back("matches: expected " + name + ", which did not match");
        else
            wrong_.push_back("matches_not: expected that " + name + " does not match, it matched" +
                             (found->terms.empty() ? "" : " by " + listed(found->terms)));
    }

    std::vector<std::string> take() { return std::move(wrong_); }

private:
    std::vector<std::string> wrong_;
};

}  // namespace

std::vector<std::string> compare(const expectation& expected, const outcome& got) {
    comparison of;
    for (const std::string& name : expected.matches) of.rule(name, got, true);
    for (const std::string& name : expected.matches_not) of.rule(name, got, false);
    if (expected.message_class)
        of.same("class", or_word(*expected.message_class, "none"),
                or_word(got.message_class, "none"));
    if (expected.urgent)
        of.same("urgency", std::string(to_string(*expected.urgent)),
                std::string(to_string(got.urgent)));
    if (expected.topics) of.same("topics", none_or(*expected.topics), none_or(got.topics));
    if (expected.sinks) of.same("sinks", none_or(*expected.sinks), none_or(got.sinks));
    if (expected.ignored)
        of.same("ignored", or_word(*expected.ignored, "no"), or_word(got.ignored_by, "no"));
    if (expected.case_)
        of.same("case", std::string(to_string(*expected.case_)), std::string(to_string(got.case_)));
    if (expected.do_not_watch)
        of.same("do_not_watch", *expected.do_not_watch ? "yes" : "no",
                got.do_not_watch ? "yes" : "no");
    return of.take();
}

}  // namespace earshot::rules
