#include "app/cli/rules_view.hpp"

#include <boost/json.hpp>
#include <span>

#include "app/cli/visible.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

std::string counted(std::size_t number, const char* noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string place(const base::config_mark& at) {
    return (at.file ? *at.file : std::string()) + ":" + std::to_string(at.line);
}

std::string listed(std::span<const std::string> names) {
    std::string out;
    for (const std::string& name : names) out.append(out.empty() ? "" : ", ") += name;
    return out;
}

std::string or_word(const std::string& text, const char* none) {
    return text.empty() ? none : text;
}

// --- explanations ---

// A long list of words is cut: why it held says which of them were there.
std::string shortened(const std::string& asked) {
    constexpr std::size_t most = 60;  // columns
    return cut_to_width(visible(asked), most);
}

void add_condition(std::string& out, const rules::condition_explanation& one, std::size_t depth,
                   const style& look) {
    out += std::string(depth * 2 + 4, ' ');
    out += one.held ? paint("yes", colour::green, look) : paint("no ", colour::dim, look);
    out += " " + visible(one.name);
    if (!one.asked.empty()) out += ": " + shortened(one.asked);
    if (!one.why.empty()) out += " - " + visible(one.why);
    out += "\n";
    for (const auto& part : one.parts) add_condition(out, part, depth + 1, look);
}

void add_rule(std::string& out, const rules::rule_explanation& one, const style& look) {
    out += paint(visible(one.rule), one.matched ? colour::green : colour::bold, look) +
           (one.matched ? " matches" : " does not match") + "  " +
           paint(visible(place(one.at)), colour::dim, look) + "\n";
    for (const auto& asked : one.when) add_condition(out, asked, 0, look);
    if (one.unless.empty()) return;
    out += "  unless\n";
    for (const auto& asked : one.unless) add_condition(out, asked, 0, look);
}

std::string why_not(const rules::rule_explanation& one) {
    const auto& failed = one.when[one.came_to()];
    return failed.name + (failed.why.empty() ? "" : ": " + failed.why);
}

// 0: matched; 1: something held; 2: nothing did.
int rank(const rules::rule_explanation& one) {
    if (one.matched) return 0;
    return one.when.empty() || one.came_to() > 0 ? 1 : 2;
}

void add_line(std::string& out, const char* name, const std::string& value) {
    out += "  " + std::string(name) + std::string(14 - std::string_view(name).size(), ' ') +
           visible(value) + "\n";
}

std::string view_outcome(const rules::outcome& got, const style& look) {
    std::string out = paint("outcome", colour::bold, look) + "\n";
    add_line(out, "class", or_word(got.message_class, "none"));
    add_line(out, "urgency", std::string(to_string(got.urgent)));
    if (!got.topics.empty()) add_line(out, "topics", listed(got.topics));
    if (!got.sinks.empty()) add_line(out, "sinks", listed(got.sinks));
    if (got.case_ != rules::case_action::unsaid)
        add_line(out, "case", std::string(to_string(got.case_)));
    if (!got.ignored_by.empty())
        add_line(out, "ignored", "by " + got.ignored_by + ": " + got.ignored_why);
    if (got.do_not_watch) add_line(out, "do not watch", "by " + got.do_not_watch_by);
    return out;
}

json::array names_json(std::span<const std::string> names) {
    return json::array(names.begin(), names.end());
}

json::array matched_json(const std::vector<rule_match>& matched) {
    json::array out;
    for (const rule_match& one : matched)
        out.push_back({{"rule", one.rule}, {"terms", names_json(one.terms)}});
    return out;
}

json::object place_json(const base::config_mark& at) {
    return {{"file", at.file ? *at.file : std::string()}, {"line", at.line}, {"column", at.column}};
}

json::array conditions_json(const std::vector<rules::condition_explanation>& all) {
    json::array out;
    for (const auto& one : all) {
        json::object made{{"condition", one.name}, {"asked", one.asked}, {"held", one.held}};
        if (!one.why.empty()) made["why"] = one.why;
        if (!one.parts.empty()) made["parts"] = conditions_json(one.parts);
        out.push_back(std::move(made));
    }
    return out;
}

json::object outcome_json(const rules::outcome& got) {
    json::object out;
    out["class"] = got.message_class;
    out["urgency"] = to_string(got.urgent);
    out["topics"] = names_json(got.topics);
    out["sinks"] = names_json(got.sinks);
    out["case"] = to_string(got.case_);
    out["ignored_by"] = got.ignored_by;
    out["ignored_why"] = got.ignored_why;
    out["do_not_watch_by"] = got.do_not_watch_by;
    out["matched"] = matched_json(got.matched);
    return out;
}

}  // namespace

std::string view_explanation(const rules::explanation& why, const style& look) {
    std::string out = view_outcome(why.result, look);
    for (const int wanted : {0, 1})
        for (const auto& one : why.rules)
            if (rank(one) == wanted) add_rule(out, one, look);
    for (const auto& one : why.rules)
        if (rank(one) == 2)
            out +=
                visible(one.rule) + " - " + paint(visible(why_not(one)), colour::dim, look) + "\n";
    return out;
}

json::object explanation_json(const rules::explanation& why) {
    json::array all;
    for (const auto& one : why.rules) {
        json::object made = place_json(one.at);
        made["rule"] = one.rule;
        made["matched"] = one.matched;
        made["when"] = conditions_json(one.when);
        made["unless"] = conditions_json(one.unless);
        all.push_back(std::move(made));
    }
    return {{"rules", std::move(all)}, {"outcome", outcome_json(why.result)}};
}

std::string view_rule_tests(const rules::rule_set& tested,
                            const std::vector<rules::failed_test>& failed, const style& look) {
    std::string out;
    for (const auto& one : failed) {
        out += visible(place(one.at)) + ": " + paint("failed", colour::red, look) + ": " +
               visible(one.text) + "\n";
        for (const std::string& wrong : one.wrong) out += "    " + visible(wrong) + "\n";
        for (const rule_match& rule : one.matched)
            out += "    matched: " + visible(rule.rule) +
                   (rule.terms.empty() ? "" : " by " + visible(listed(rule.terms))) + "\n";
        if (one.matched.empty()) out += "    no rule matched\n";
    }
    const std::string sum =
        counted(tested.test_count(), "test") + ", " + counted(tested.size(), "rule") + ": ";
    if (failed.empty()) return out + sum + paint("all pass", colour::green, look) + "\n";
    return out + sum + paint(std::to_string(failed.size()) + " failed", colour::red, look) + "\n";
}

json::object rule_tests_json(const rules::rule_set& tested,
                             const std::vector<rules::failed_test>& failed) {
    json::array list;
    for (const auto& one : failed) {
        json::object made = place_json(one.at);
        made["text"] = one.text;
        made["wrong"] = names_json(one.wrong);
        made["matched"] = matched_json(one.matched);
        list.push_back(std::move(made));
    }
    return {{"good", failed.empty()},
            {"tests", tested.test_count()},
            {"rules", tested.size()},
            {"failed", std::move(list)}};
}

json::object rule_problems_json(const base::config_problems& problems) {
    json::array list;
    for (const base::config_problem& one : problems.sorted()) {
        json::object made = place_json(one.at);
        made["text"] = one.text;
        list.push_back(std::move(made));
    }
    return {{"good", false}, {"problems", std::move(list)}};
}

}  // namespace earshot::app::cli
