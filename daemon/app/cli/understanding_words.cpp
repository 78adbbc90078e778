// The commands about how messages are understood: rules, languages, cases, people.
#include <CLI/CLI.hpp>

#include "app/cli/command_line.hpp"

namespace earshot::app::cli {

void command_line::add_rules() {
    CLI::App& rules = group(*app_, "rules", "Try monitoring rules");
    CLI::App* test = add(rules, "test", "Run the tests that stand in rule files",
                         "earshot rules test /etc/earshot/rules.d", [this](const invocation& how) {
                             return rules_test(how, said_.rules.path);
                         });
    test->add_option("path", said_.rules.path, "a file or a folder; default: the configured")
        ->type_name("PATH");
    CLI::App* explain =
        add(rules, "explain", "Every rule, and why it matches a message or does not",
            "earshot rules explain --text 'Ik zit vast' --language nl --rules rules.d",
            [this](const invocation& how) {
                return said_.message.empty()
                           ? rules_explain(how, said_.rules)
                           : rules_explain_stored(how, said_.message, said_.rules.path);
            });
    explain->add_option("message", said_.message, "a stored one, as `messages tail` shows it")
        ->type_name("PLATFORM/ACCOUNT/ID");
    explain->add_option("--rules", said_.rules.path, "a file or a folder; default: the configured")
        ->type_name("PATH");
    add_facts(explain);
    add_shadow(rules);
}

void command_line::add_shadow(CLI::App& rules) {
    CLI::App* shadow =
        add(rules, "shadow",
            "Try other rules on what comes, without effect, and show what they "
            "would have said otherwise",
            "earshot rules shadow rules.d --last 1000",
            [this](const invocation& how) { return rules_shadow(how, said_.shadow); });
    shadow->add_option("path", said_.shadow.rules, "a file, or a folder of them")
        ->type_name("PATH")
        ->required();
    shadow->add_option("--last", said_.shadow.last, "begin with so many that have come already")
        ->check(CLI::Range(0, 10'000));
    shadow->add_option("--count", said_.shadow.count, "end after so many; default: never")
        ->check(CLI::Range(1, 1'000'000'000));
}

void command_line::add_simulation() {
    CLI::App* again =
        add(*app_, "simulate", "What would be decided about a part of the journal",
            "earshot simulate --from 720h --rules new-rules.d",
            [this](const invocation& how) { return simulate(how, said_.simulation); });
    add_span(again, said_.simulation.from, said_.simulation.to);
    again
        ->add_option("--rules", said_.simulation.rules,
                     "a file or a folder; default: the configured")
        ->type_name("PATH");
}

void command_line::add_cases() {
    CLI::App& cases = group(*app_, "cases", "Look at customers' cases, and decide about them");
    CLI::App* waiting = add(
        cases, "unanswered", "Who waits for an answer, oldest and most read first",
        "earshot cases unanswered --public --class complaint",
        [this](const invocation& how) { return cases_unanswered(how, said_.cases, said_.limit); });
    waiting->add_option("--class", said_.cases.message_class, "such as complaint");
    waiting->add_option("--platform", said_.cases.platform, "such as x");
    waiting->add_option("--account", said_.cases.account, "as the configuration names it");
    waiting->add_option("--language", said_.cases.language, "such as nl");
    waiting->add_flag("--public", said_.cases.public_only, "only what others can read");
    add_limit(waiting, 100'000);
    CLI::App* load = add(cases, "load", "How many messages came, and how many cases they made",
                         "earshot cases load --from 168h", [this](const invocation& how) {
                             return cases_load(how, said_.simulation.from, said_.simulation.to);
                         });
    add_span(load, said_.simulation.from, said_.simulation.to);
    CLI::App* show =
        add(cases, "show", "All that is known of one", "earshot cases show c17",
            [this](const invocation& how) { return case_show(how, said_.act.subject); });
    CLI::App* close =
        add_act(cases, "close", "It needs no answer", "earshot cases close c17", "close_case");
    CLI::App* reopen =
        add_act(cases, "reopen", "It does, after all", "earshot cases reopen c17", "reopen_case");
    for (CLI::App* one : {show, close, reopen})
        one->add_option("case", said_.act.subject, "as `cases unanswered` shows it")
            ->type_name("ID")
            ->required();
}

void command_line::add_people() {
    CLI::App& people = group(*app_, "people", "Look at people, and decide about them");
    CLI::App* show =
        add(people, "show", "All that is known of somebody", "earshot people show x/2244994945",
            [this](const invocation& how) { return person_show(how, said_.act.subject); });
    add_limit(add(people, "suggested", "Who may be the same human being, and why",
                  "earshot people suggested",
                  [this](const invocation& how) { return people_suggested(how, said_.limit); }),
              10'000);
    const auto about_one = [&](const char* name, const char* help, const char* example,
                               const char* act_name) {
        CLI::App* made = add_act(people, name, help, example, act_name);
        add_person(made, "who", said_.act.subject);
        return made;
    };
    about_one("language", "Correct what somebody speaks; it stays with them",
              "earshot people language x/klm/1990 nl", "correct_language")
        ->add_option("language", said_.act.value, "such as nl")
        ->required();
    about_one("watch", "Listen again to what they say about us", "earshot people watch x/17",
              "watch");
    about_one("unwatch", "Do not listen to what they do not say to us",
              "earshot people unwatch x/17", "do_not_watch");
    const auto about_two = [&](const char* name, const char* help, const char* example) {
        add_person(about_one(name, help, example, name), "other", said_.act.value);
    };
    about_two("link", "The same human being on two platforms",
              "earshot people link x/17 facebook/4711");
    about_two("unlink", "Not the same, after all", "earshot people unlink x/17 facebook/4711");
    about_two("reject", "Not the same; never suggest it again",
              "earshot people reject x/17 facebook/4711");
    add_person(show, "who", said_.act.subject);
}

CLI::App* command_line::add_act(CLI::App& to, const char* name, const char* help,
                                const char* example, const char* act_name) {
    return add(to, name, help, example, [this, act_name](const invocation& how) {
        said_.act.act = act_name;
        return act(how, said_.act);
    });
}

void command_line::add_person(CLI::App* to, const char* name, std::string& into) {
    to->add_option(name, into, "PLATFORM/ID, or a message of theirs as PLATFORM/ACCOUNT/ID")
        ->type_name("PERSON")
        ->required();
}

void command_line::add_facts(CLI::App* to) {
    rules_words& fact = said_.rules;
    to->add_option("--text", fact.text, "what the message says");
    to->add_option("--language", fact.language,
                   "such as nl, or unknown; default: as told from the text");
    to->add_option("--platform", fact.platform, "such as x");
    to->add_option("--account", fact.account, "as the configuration names it");
    to->add_option("--kind", fact.kind, "post, reply, review, ...")->capture_default_str();
    to->add_flag("--addressed", fact.addressed, "it is said to us, not merely about us");
    to->add_option("--handle", fact.handle, "the author's");
    to->add_flag("--verified", fact.verified, "the author is");
    to->add_option("--followers", fact.followers, "the author's");
    to->add_option("--stars", fact.stars, "of a review")->check(CLI::Range(1, 5));
    to->add_option("--attachment", fact.attachments, "such as image; may be given again");
    to->add_option("--created", fact.created, "RFC 3339")->type_name("TIME");
}

void command_line::add_language() {
    CLI::App& language = group(*app_, "language", "Try the language detector; needs no daemon");
    CLI::App* measure =
        add(language, "measure", "How often it is right on texts whose language is known",
            "earshot language measure texts --languages nl,en,de",
            [this](const invocation& how) { return language_measure(how, said_.language); });
    measure
        ->add_option("directory", said_.language.directory,
                     "files named by language, such as nl.txt, one text a line")
        ->type_name("DIR")
        ->required();
    measure
        ->add_option("--languages", said_.language.languages,
                     "only these files, told apart among these languages")
        ->type_name("TAG,...");
}

}  // namespace earshot::app::cli
