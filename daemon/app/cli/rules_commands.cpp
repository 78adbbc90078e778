// `earshot rules test` and `earshot rules explain --text`: rules tried without a daemon.
#include <boost/json.hpp>
#include <iostream>
#include <optional>

#include "app/cli/answers.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/rules_view.hpp"
#include "app/cli/visible.hpp"
#include "app/load_configuration.hpp"
#include "base/config_suggest.hpp"
#include "language/detector.hpp"
#include "rules/read_rules.hpp"
#include "rules/rule_facts.hpp"

namespace earshot::app::cli {

namespace {

// Nothing: what is wrong has been said.
std::optional<rules::rule_set> load(const invocation& how, const std::string& named) {
    const auto path = rules_path(how, named);
    if (!path) {
        complain(how, path.error(), usage);
        return std::nullopt;
    }
    base::config_problems problems;
    auto loaded = rules::load_rules(*path, problems);
    if (!loaded) {
        complain(how, loaded.error(), usage);
        return std::nullopt;
    }
    if (problems.empty()) return std::move(*loaded);
    if (how.look.json) {
        how.out << json_line(rule_problems_json(problems));
    } else {
        for (const std::string& line : problems.lines()) how.err << visible(line) << "\n";
        how.err << problems.size() << (problems.size() == 1 ? " problem\n" : " problems\n");
    }
    return std::nullopt;
}

result<message> message_of(const rules_words& said) {
    message out;
    out.text = said.text;
    out.platform = said.platform;
    out.account = said.account;
    out.addressed = said.addressed;
    out.by.handle = said.handle;
    out.by.verified = said.verified;
    out.by.followers = said.followers;
    out.stars = said.stars;
    for (const std::string& type : said.attachments)
        out.attachments.push_back({.media_type = type});
    const auto kind = rules::kind_named(said.kind);
    if (!kind)
        return fail(error_kind::invalid, "rules.kind",
                    "no kind of message is called '" + said.kind + "'; " +
                        base::suggestion(said.kind, rules::kind_names()));
    out.kind = *kind;
    if (said.created.empty()) return out;
    const auto created = parse_rfc3339(said.created);
    if (!created) return std::unexpected(created.error());
    out.created = *created;
    return out;
}

// As the daemon would tell it from the text alone, unless it is given.
std::string language_of(const rules_words& said) {
    if (!said.language.empty()) return said.language == "unknown" ? "" : said.language;
    const auto detector = language::detector::make({});
    return detector ? detector->detect(said.text, {}, {}).tag : std::string();
}

}  // namespace

result<std::string> rules_path(const invocation& how, const std::string& named) {
    if (!named.empty()) return named;
    const std::string file = how.config.empty() ? default_configuration_file : how.config;
    const auto configured = load_daemon_part(file);
    if (configured && !configured->rules.empty()) return configured->rules.string();
    return fail(error_kind::invalid, "rules.path",
                "no rules are named, and " + file +
                    (configured ? " has no `rules:`" : " cannot be read") +
                    "; name a file or a folder, such as /etc/earshot/rules.d");
}

int rules_test(const invocation& how, const std::string& path) {
    const auto loaded = load(how, path);
    if (!loaded) return usage;
    const auto failed = loaded->run_tests();
    how.out << (how.look.json ? json_line(rule_tests_json(*loaded, failed))
                              : view_rule_tests(*loaded, failed, how.look))
            << std::flush;
    return failed.empty() ? done : not_so;
}

int print_explanation(const invocation& how, const rules::rule_set& by, const message& item,
                      std::string_view language) {
    const auto why = by.explain({item, language});
    how.out << (how.look.json ? json_line(explanation_json(why)) : view_explanation(why, how.look))
            << std::flush;
    return done;
}

int rules_explain(const invocation& how, const rules_words& said) {
    const auto item = message_of(said);
    if (!item) return complain(how, item.error(), usage);
    if (said.text.empty())
        return complain(how,
                        {error_kind::invalid, "rules.text",
                         "there is nothing to explain; name a stored message, or give --text"},
                        usage);
    const auto loaded = load(how, said.path);
    if (!loaded) return usage;
    return print_explanation(how, *loaded, *item, language_of(said));
}

}  // namespace earshot::app::cli
