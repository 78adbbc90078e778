// The command `earshot`: its words and options. What they do stands in commands.hpp.
#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>

#include "app/cli/commands.hpp"
#include "app/cli/exit_code.hpp"
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
        CLI::App& rules = group(app_, "rules", "Try monitoring rules; needs no daemon");
        CLI::App* test =
            add(rules, "test", "Run the tests that stand in rule files",
                "earshot rules test /etc/earshot/rules.d",
                [this](const invocation& how) { return rules_test(how, said_.rules.path); });
        test->add_option("path", said_.rules.path, "a file, or a folder of them")
            ->type_name("PATH");
        CLI::App* explain =
            add(rules, "explain", "Every rule, and why it matches a text or does not",
                "earshot rules explain --text 'Ik zit vast' --language nl --rules rules.d",
                [this](const invocation& how) { return rules_explain(how, said_.rules); });
        explain->add_option("--rules", said_.rules.path, "a file, or a folder of them")
            ->type_name("PATH");
        add_facts(explain);
    }

    void add_facts(CLI::App* to) {
        rules_words& fact = said_.rules;
        to->add_option("--text", fact.text, "what the message says")->required();
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
