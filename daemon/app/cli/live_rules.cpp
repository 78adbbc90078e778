// Rules on what the daemon has heard. `earshot rules shadow`: other rules on the messages that
// come, without effect: only what they would have said otherwise is shown. `earshot rules explain
// MESSAGE`: why a stored one was understood as it was.
#include <boost/json.hpp>
#include <iostream>

#include "app/cli/answers.hpp"
#include "app/cli/asking.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/difference.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/visible.hpp"
#include "cases/filing.hpp"
#include "rules/read_rules.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

// What the rules would have made of it; everything else as it was.
understanding with_rules(const rules::rule_set& rules, const message& item,
                         const understanding& was) {
    const rules::outcome found = rules.evaluate({item, was.language.tag});
    const cases::assessment judged = cases::completed(
        {.message_class = found.message_class, .urgent = found.urgent, .language = {}}, item);
    understanding now = was;
    now.message_class = judged.message_class;
    now.urgent = judged.urgent;
    // Its reach counts whatever the rules are.
    for (const std::string& said : was.suggestions)
        if (said.starts_with("reach_")) now.urgent = std::max(now.urgent, urgency::high);
    now.topics = found.topics;
    now.rules = found.matched;
    now.ignored_by = found.ignored_by;
    now.ignored_why = found.ignored_why;
    return now;
}

class shadow {
public:
    shadow(const invocation& how, const rules::rule_set& rules) : how_(how), rules_(rules) {}

    void look_at(const json::object& item) {
        if (text_of(item, "kind") != "message") return;
        const auto said = message_from_json(json::serialize(object_of(item, "message")));
        const auto was = understanding_from_json(json::serialize(object_of(item, "understanding")));
        if (!said || !was || said->from != direction::from_customer) return;
        ++seen_;
        const std::string line = difference(*was, with_rules(rules_, *said, *was));
        if (line.empty()) return;
        ++changed_;
        show(*said, line);
    }

    void end() {
        if (!how_.look.json)
            how_.out << seen_ << (seen_ == 1 ? " message, " : " messages, ") << changed_
                     << " of them otherwise\n"
                     << std::flush;
    }

private:
    void show(const message& said, const std::string& line) {
        if (how_.look.json) {
            json::object out;
            out["message"] = name_of(said);
            out["difference"] = line;
            how_.out << json_line(out) << std::flush;
        } else {
            how_.out << visible(name_of(said)) << "  " << visible(line) << "\n" << std::flush;
        }
    }

    const invocation& how_;
    const rules::rule_set& rules_;
    std::int64_t seen_ = 0;
    std::int64_t changed_ = 0;
};

}  // namespace

int rules_shadow(const invocation& how, const shadow_words& words) {
    base::config_problems problems;
    const auto rules = rules::load_rules(words.rules, problems);
    if (!rules) return complain(how, rules.error(), usage);
    if (!problems.empty())
        return complain(how, {error_kind::invalid, "command.rules", problems.text()}, usage);
    auto daemon = connect(how);
    if (!daemon) return complain(how, daemon.error(), code_for(daemon.error()));
    json::object arguments;
    arguments["understood"] = true;
    arguments["last"] = words.last;
    arguments["follow"] = true;
    if (words.count > 0) arguments["limit"] = words.count;
    daemon->wait_forever();
    shadow looking(how, *rules);
    const auto answer = daemon->ask("messages", arguments, [&](const json::object& item) {
        looking.look_at(item);
        return how.out.good();
    });
    if (!answer) return complain(how, answer.error(), code_for(answer.error()));
    looking.end();
    return done;
}

int rules_explain_stored(const invocation& how, const std::string& name,
                         const std::string& rules_named) {
    const auto path = rules_path(how, rules_named);
    if (!path) return complain(how, path.error(), usage);
    base::config_problems problems;
    const auto rules = rules::load_rules(*path, problems);
    if (!rules) return complain(how, rules.error(), usage);
    if (!problems.empty())
        return complain(how, {error_kind::invalid, "command.rules", problems.text()}, usage);
    json::object arguments;
    arguments["message"] = name;
    const auto answer = ask(how, "message_show", arguments);
    if (!answer) return complain(how, answer.error(), code_for(answer.error()));
    const auto item = message_from_json(json::serialize(object_of(*answer, "message")));
    const auto known =
        understanding_from_json(json::serialize(object_of(*answer, "understanding")));
    if (!item) return complain(how, item.error(), refused);
    return print_explanation(how, *rules, *item, known ? known->language.tag : std::string());
}

}  // namespace earshot::app::cli
