// The command `earshot`: its words and options. What they do stands in commands.hpp.
#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>

#include "app/cli/commands.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/language_command.hpp"
#include "app/cli/visible.hpp"
#include "base/config_suggest.hpp"

namespace {

using namespace earshot::app::cli;

// Everything that can be said on the command line.
struct words {
    bool json = false;
    std::string socket;
    std::string config;
    std::string file;
    std::string directory;
    std::string plugin;
    std::int64_t count = 20;
    std::int64_t limit = 100;
    std::int64_t id = 0;
    bool follow = false;
    bool raw = false;
    bool verify = false;
    bool dry_run = false;
    dead_choice dead;
    reply_words reply;
    rules_words rules;
    language_words language;
    std::string message;
    shadow_words shadow;
    simulation_words simulation;
    case_choice cases;
    act_words act;
};

using action = std::function<int(const invocation&)>;

// Remembers which command was chosen.
class command_line {
public:
    command_line() : app_("Operate the social connector daemon earshotd.", "earshot") {
        app_.require_subcommand(1);
        app_.fallthrough();
        app_.set_version_flag("--version", "earshot " EARSHOT_VERSION);
        app_.add_option("--socket", said_.socket, "the daemon's control socket")->type_name("PATH");
        app_.add_option("--config", said_.config, "configuration that names the socket")
            ->type_name("FILE");
        app_.add_flag("--json", said_.json, "answer in JSON, for programs");
        app_.footer("Example: earshot status\nExit codes and JSON shapes: docs/command.md");
        add_offline();
        add_rules();
        add_language();
        add_simulation();
        add_cases();
        add_people();
        add_looking();
        add_dead();
        add_changing();
    }

    int run(int argc, char** argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::ParseError& ended) {
            explain_unknown_word();
            return app_.exit(ended) == 0 ? done : usage;
        }
        const invocation how{said_.socket, said_.config, detect_style(said_.json), std::cout,
                             std::cerr};
        return chosen_(how);
    }

private:
    // CLI11 says only that a subcommand is missing.
    void explain_unknown_word() const {
        const CLI::App* deepest = &app_;
        while (!deepest->get_subcommands().empty()) deepest = deepest->get_subcommands().front();
        const auto commands = deepest->get_subcommands([](const CLI::App*) { return true; });
        const auto rest = app_.remaining(true);
        if (commands.empty() || rest.empty()) return;
        std::vector<std::string> names;
        for (const CLI::App* one : commands) names.push_back(one->get_name());
        const std::vector<std::string_view> known(names.begin(), names.end());
        std::cerr << "unknown command '" << visible(rest.front()) << "'; "
                  << earshot::base::suggestion(rest.front(), known) << "\n";
    }

    CLI::App* add(CLI::App& to, const char* name, const char* help, const char* example,
                  action does) {
        CLI::App* made = to.add_subcommand(name, help);
        made->footer(std::string("Example: ") + example);
        made->callback([this, does = std::move(does)] { chosen_ = does; });
        return made;
    }

    static CLI::App& group(CLI::App& to, const char* name, const char* help) {
        CLI::App& made = *to.add_subcommand(name, help);
        made.require_subcommand(1);
        return made;
    }

    void add_offline() {
        const auto checking = [this](const invocation& how) { return check(how, said_.file); };
        add(app_, "check", "Check a configuration; all of its errors, with their places",
            "earshot check /etc/earshot/earshot.yaml", checking)
            ->add_option("file", said_.file, "default: --config, or /etc/earshot/earshot.yaml")
            ->type_name("FILE");
        CLI::App& plugin = group(app_, "plugin", "Look at plugins; needs no daemon");
        CLI::App* list = add(plugin, "list", "The plugins there are, and those that do not fit",
                             "earshot plugin list", [this](const invocation& how) {
                                 return plugin_list(how, said_.directory);
                             });
        CLI::App* show = add(plugin, "show", "What a plugin can be told in the configuration",
                             "earshot plugin show x", [this](const invocation& how) {
                                 return plugin_show(how, said_.directory, said_.plugin);
                             });
        show->add_option("id", said_.plugin, "id of the plugin")->type_name("ID")->required();
        for (CLI::App* one : {list, show})
            one->add_option("--directory", said_.directory, "default: as the configuration says")
                ->type_name("DIR");
        add(plugin, "check", "Whether a plugin fits this daemon", "earshot plugin check build/x.so",
            [this](const invocation& how) { return plugin_check(how, said_.file); })
            ->add_option("file", said_.file, "the shared object")
            ->type_name("FILE.so")
            ->required();
    }

    void add_rules() {
        CLI::App& rules = group(app_, "rules", "Try monitoring rules");
        CLI::App* test =
            add(rules, "test", "Run the tests that stand in rule files",
                "earshot rules test /etc/earshot/rules.d",
                [this](const invocation& how) { return rules_test(how, said_.rules.path); });
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
        explain
            ->add_option("--rules", said_.rules.path, "a file or a folder; default: the configured")
            ->type_name("PATH");
        add_facts(explain);
        add_shadow(rules);
    }

    void add_shadow(CLI::App& rules) {
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

    void add_simulation() {
        CLI::App* again =
            add(app_, "simulate", "What would be decided about a part of the journal",
                "earshot simulate --from 720h --rules new-rules.d",
                [this](const invocation& how) { return simulate(how, said_.simulation); });
        add_span(again, said_.simulation.from, said_.simulation.to);
        again
            ->add_option("--rules", said_.simulation.rules,
                         "a file or a folder; default: the configured")
            ->type_name("PATH");
    }

    static void add_span(CLI::App* to, std::string& from, std::string& until) {
        to->add_option("--from", from, "since then: RFC 3339, or 2h for 2 hours ago")
            ->type_name("TIME");
        to->add_option("--to", until, "before then")->type_name("TIME");
    }

    void add_cases() {
        CLI::App& cases = group(app_, "cases", "Look at customers' cases, and decide about them");
        CLI::App* waiting = add(
            cases, "unanswered", "Who waits for an answer, oldest and most read first",
            "earshot cases unanswered --public --class complaint", [this](const invocation& how) {
                return cases_unanswered(how, said_.cases, said_.limit);
            });
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
        CLI::App* reopen = add_act(cases, "reopen", "It does, after all",
                                   "earshot cases reopen c17", "reopen_case");
        for (CLI::App* one : {show, close, reopen})
            one->add_option("case", said_.act.subject, "as `cases unanswered` shows it")
                ->type_name("ID")
                ->required();
    }

    void add_people() {
        CLI::App& people = group(app_, "people", "Look at people, and decide about them");
        CLI::App* show =
            add(people, "show", "All that is known of somebody", "earshot people show x/2244994945",
                [this](const invocation& how) { return person_show(how, said_.act.subject); });
        add_limit(add(people, "suggested", "Who may be the same human being, and why",
                      "earshot people suggested",
                      [this](const invocation& how) { return people_suggested(how, said_.limit); }),
                  10'000);
        CLI::App* language =
            add_act(people, "language", "Correct what somebody speaks; it stays with them",
                    "earshot people language x/klm/1990 nl", "correct_language");
        CLI::App* link = add_act(people, "link", "The same human being on two platforms",
                                 "earshot people link x/17 facebook/4711", "link");
        CLI::App* unlink = add_act(people, "unlink", "Not the same, after all",
                                   "earshot people unlink x/17 facebook/4711", "unlink");
        CLI::App* reject = add_act(people, "reject", "Not the same; never suggest it again",
                                   "earshot people reject x/17 facebook/4711", "reject");
        CLI::App* watch = add_act(people, "watch", "Listen again to what they say about us",
                                  "earshot people watch x/17", "watch");
        CLI::App* unwatch =
            add_act(people, "unwatch", "Do not listen to what they do not say to us",
                    "earshot people unwatch x/17", "do_not_watch");
        for (CLI::App* one : {show, language, link, unlink, reject, watch, unwatch})
            add_person(one, "who", said_.act.subject);
        language->add_option("language", said_.act.value, "such as nl")->required();
        for (CLI::App* one : {link, unlink, reject}) add_person(one, "other", said_.act.value);
    }

    CLI::App* add_act(CLI::App& to, const char* name, const char* help, const char* example,
                      const char* act_name) {
        return add(to, name, help, example, [this, act_name](const invocation& how) {
            said_.act.act = act_name;
            return act(how, said_.act);
        });
    }

    static void add_person(CLI::App* to, const char* name, std::string& into) {
        to->add_option(name, into, "PLATFORM/ID, or a message of theirs as PLATFORM/ACCOUNT/ID")
            ->type_name("PERSON")
            ->required();
    }

    void add_facts(CLI::App* to) {
        rules_words& fact = said_.rules;
        to->add_option("--text", fact.text, "what the message says");
        to->add_option("--language", fact.language, "such as nl; default: unknown");
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

    void add_language() {
        CLI::App& language = group(app_, "language", "Try the language detector; needs no daemon");
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

    void add_looking() {
        add(app_, "status", "How the daemon and its accounts and sinks are", "earshot status",
            [](const invocation& how) { return status(how); });
        CLI::App& messages = group(app_, "messages", "Look at what was said and answered");
        CLI::App* tail = add(messages, "tail", "The last messages and replies",
                             "earshot messages tail -n 5 --follow", [this](const invocation& how) {
                                 return messages_tail(how, said_.count, said_.follow);
                             });
        tail->add_option("-n,--count", said_.count, "how many")
            ->check(CLI::Range(0, 10'000))
            ->capture_default_str();
        tail->add_flag("-f,--follow", said_.follow, "and those that come, until interrupted");
        add(messages, "show", "One, with what was understood of it",
            "earshot messages show x/klm/1990",
            [this](const invocation& how) { return message_show(how, said_.message); })
            ->add_option("message", said_.message, "as `messages tail` shows it")
            ->type_name("PLATFORM/ACCOUNT/ID")
            ->required();
        add(app_, "outbox", "What waits to be sent, by destination", "earshot outbox",
            [](const invocation& how) { return outbox(how); });
        CLI::App* aside = add(app_, "quarantine", "What could not be understood, newest first",
                              "earshot quarantine --raw", [this](const invocation& how) {
                                  return quarantine(how, said_.limit, said_.raw);
                              });
        aside->add_flag("--raw", said_.raw, "show what was received, up to 16 KiB each");
        add_limit(aside, 1'000);
        add(app_, "ledger", "Whether everything received and sent is accounted for",
            "earshot ledger --verify",
            [this](const invocation& how) { return ledger(how, said_.verify); })
            ->add_flag("--verify", said_.verify, "exit with 1 when it does not close");
    }

    void add_dead() {
        CLI::App& dead = group(app_, "dead", "Look at what could not be sent, and send it again");
        CLI::App* list =
            add(dead, "list", "Dead letters, by when they died",
                "earshot dead list --destination sink:helpdesk --from 2h",
                [this](const invocation& how) { return dead_list(how, said_.dead, said_.limit); });
        add_limit(list, 10'000);
        add(dead, "show", "One of them, with what it is about", "earshot dead show 17",
            [this](const invocation& how) { return dead_show(how, said_.id); })
            ->add_option("id", said_.id, "as `dead list` shows it")
            ->type_name("ID")
            ->required();
        CLI::App* replay = add(
            dead, "replay", "Send some of them again",
            "earshot dead replay --destination sink:helpdesk --dry-run",
            [this](const invocation& how) { return dead_replay(how, said_.dead, said_.dry_run); });
        replay->add_option("ids", said_.dead.ids, "as `dead list` shows them")->type_name("ID");
        replay->add_flag("--all", said_.dead.all, "all there are");
        replay->add_flag("--dry-run", said_.dry_run, "only say how many");
        for (CLI::App* one : {list, replay}) add_choice(one);
    }

    void add_choice(CLI::App* to) {
        to->add_option("--destination", said_.dead.destination, "such as sink:helpdesk");
        to->add_option("--from", said_.dead.from,
                       "died since then: RFC 3339, or 2h for 2 hours ago")
            ->type_name("TIME");
        to->add_option("--to", said_.dead.to, "died until then")->type_name("TIME");
    }

    void add_limit(CLI::App* to, int most) {
        to->add_option("--limit", said_.limit, "at most so many")
            ->check(CLI::Range(1, most))
            ->capture_default_str();
    }

    void add_changing() {
        CLI::App* reply =
            add(app_, "reply", "Answer a customer; recorded under your name",
                "echo 'We are looking into it.' | earshot reply x/klm/1990 --text -",
                [this](const invocation& how) { return send_reply(how, said_.reply); });
        reply->add_option("message", said_.reply.message, "as `messages tail` shows it")
            ->type_name("PLATFORM/ACCOUNT/ID")
            ->required();
        CLI::App* text = reply->add_option_group("text", "the answer");
        text->add_option("--text", said_.reply.text, "the words, or - for standard input");
        text->add_option("--file", said_.reply.file, "a file with the words")->type_name("FILE");
        text->require_option(1);
        reply->add_option("--id", said_.reply.id, "the same id twice is one answer")
            ->type_name("ID");
        reply->add_option("--expires", said_.reply.expires, "give up after, such as 2h")
            ->type_name("DURATION");
        add(app_, "reload", "Read the configuration again: all of it takes effect, or nothing",
            "earshot reload", [](const invocation& how) { return reload(how); });
    }

    words said_;
    action chosen_;
    CLI::App app_;
};

}  // namespace

int main(int argc, char** argv) {
    try {
        return command_line().run(argc, argv);
    } catch (const std::exception& bug) {
        std::cerr << "earshot: " << bug.what() << "\n";
        return 70;  // sysexits.h: an internal fault
    }
}
