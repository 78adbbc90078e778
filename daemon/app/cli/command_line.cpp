#include "app/cli/command_line.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "app/cli/exit_code.hpp"
#include "app/cli/terminal_stream.hpp"
#include "base/config_suggest.hpp"

namespace earshot::app::cli {

namespace {

// Also where the words are wrong, and so before they are understood.
bool asks_for_json(const std::vector<std::string>& arguments) {
    return std::ranges::any_of(
        arguments, [](const std::string& one) { return one == "--json" || one == "--json=true"; });
}

// `earshot help dead list` is what many type for `earshot dead list --help`.
void help_to_option(std::vector<std::string>& arguments) {
    if (arguments.empty() || arguments.front() != "help") return;
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
}

std::vector<std::string> commands_of(const CLI::App& of) {
    std::vector<std::string> names;
    for (const CLI::App* one : of.get_subcommands([](const CLI::App*) { return true; }))
        if (!one->get_name().empty()) names.push_back(one->get_name());  // not groups of options
    return names;
}

void add_options(const CLI::App& of, std::vector<std::string>& names) {
    for (const CLI::Option* one : of.get_options())
        for (const std::string& name : one->get_lnames()) names.push_back("--" + name);
}

std::vector<std::string> options_of(const CLI::App& of) {
    std::vector<std::string> names;
    for (const CLI::App* group :
         of.get_subcommands([](const CLI::App* one) { return one->get_name().empty(); }))
        add_options(*group, names);
    for (const CLI::App* at = &of; at; at = at->get_parent()) add_options(*at, names);
    return names;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& known) {
    const auto begun = [&](const std::string& one) { return one.starts_with(word); };
    if (std::ranges::count_if(known, begun) == 1)
        return "did you mean '" + *std::ranges::find_if(known, begun) + "'?";
    const std::vector<std::string_view> names(known.begin(), known.end());
    return base::suggestion(word, names);
}

// CLI11 says only what it did not expect. Empty: every word was.
std::string unknown_word(const CLI::App& at, const std::string& words,
                         const std::vector<std::string>& rest) {
    if (rest.empty()) return {};
    const auto option =
        std::ranges::find_if(rest, [](const std::string& one) { return one.starts_with("-"); });
    if (option != rest.end()) {
        const std::string name = option->substr(0, option->find('='));
        return "unknown option '" + name + "'; " + suggestion(name, options_of(at));
    }
    const auto commands = commands_of(at);
    const auto options = options_of(at);
    const auto dashed = std::ranges::find(options, "--" + rest.front());
    const std::string what = commands.empty() ? "`" + words + "` takes no '" + rest.front() + "'"
                                              : "unknown command '" + rest.front() + "'";
    if (dashed != options.end()) return what + "; did you mean '" + *dashed + "'?";
    return commands.empty() ? what : what + "; " + suggestion(rest.front(), commands);
}

std::string missing_command(const CLI::App& at, const std::string& words) {
    const auto commands = commands_of(at);
    if (commands.empty() || at.get_require_subcommand_min() == 0) return {};
    std::string list;
    for (const std::string& one : commands) list.append(list.empty() ? "" : ", ") += one;
    return "`" + words + "` needs a command: " + list;
}

}  // namespace

command_line::command_line(std::ostream& out, std::ostream& err)
    : out_(out),
      err_(err),
      app_(std::make_unique<CLI::App>("Operate the social connector daemon earshotd.", "earshot")) {
    app_->require_subcommand(1);
    app_->fallthrough();
    app_->set_version_flag("--version", "earshot " EARSHOT_VERSION);
    app_->add_option("--socket", said_.socket, "the daemon's control socket")->type_name("PATH");
    app_->add_option("--config", said_.config, "configuration that names the socket")
        ->type_name("FILE");
    app_->add_flag("--json", said_.json, "answer in JSON, for programs");
    app_->footer("Example: earshot status\nExit codes and JSON shapes: docs/command.md");
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

command_line::~command_line() = default;

int command_line::run(std::vector<std::string> arguments) {
    const bool json = asks_for_json(arguments);
    terminal_stream out(out_, reads_ascii_only(STDOUT_FILENO), json);
    terminal_stream err(err_, reads_ascii_only(STDERR_FILENO), json);
    help_to_option(arguments);
    std::ranges::reverse(arguments);  // as CLI11 wants them
    try {
        app_->parse(std::move(arguments));
    } catch (const CLI::ParseError& ended) {
        return explain({"", "", detect_style(json), out, err}, ended);
    }
    return act_on({said_.socket, said_.config, detect_style(said_.json), out, err});
}

int command_line::act_on(const invocation& how) {
    const int code = chosen_(how);
    if (how.out.flush()) return code;
    return complain(how,
                    {error_kind::permanent, "command.output",
                     "the answer could not be written; is the disk full?"},
                    usage);
}

int command_line::explain(const invocation& how, const CLI::Error& ended) {
    if (ended.get_exit_code() == 0) return app_->exit(ended, how.out, how.err);
    std::string words = "earshot";
    const CLI::App& at = deepest(words);
    std::string what = unknown_word(at, words, app_->remaining(true));
    if (what.empty() && ended.get_name() == "RequiredError") what = missing_command(at, words);
    if (what.empty()) what = ended.what();
    what += (what.ends_with('?') ? " See `" : "; see `") + words + " --help`";
    return complain(how, {error_kind::invalid, "command.usage", what}, usage);
}

// The command that was meant, as far as it was understood; `words` become those that name it.
const CLI::App& command_line::deepest(std::string& words) const {
    const CLI::App* found = app_.get();
    while (!found->get_subcommands().empty()) {
        found = found->get_subcommands().front();
        words.append(" ").append(found->get_name());
    }
    return *found;
}

CLI::App* command_line::add(CLI::App& to, const char* name, const char* help, const char* example,
                            action does) {
    CLI::App* made = to.add_subcommand(name, help);
    made->footer(std::string("Example: ") + example);
    made->callback([this, does = std::move(does)] { chosen_ = does; });
    return made;
}

CLI::App& command_line::group(CLI::App& to, const char* name, const char* help) {
    CLI::App& made = *to.add_subcommand(name, help);
    made.require_subcommand(1);
    return made;
}

void command_line::add_offline() {
    const auto checking = [this](const invocation& how) { return check(how, said_.file); };
    add(*app_, "check", "Check a configuration; all of its errors, with their places",
        "earshot check /etc/earshot/earshot.yaml", checking)
        ->add_option("file", said_.file, "default: --config, or /etc/earshot/earshot.yaml")
        ->type_name("FILE");
    CLI::App& plugin = group(*app_, "plugin", "Look at plugins; needs no daemon");
    CLI::App* list = add(
        plugin, "list", "The plugins there are, and those that do not fit", "earshot plugin list",
        [this](const invocation& how) { return plugin_list(how, said_.directory); });
    CLI::App* show = add(
        plugin, "show", "What a plugin can be told in the configuration", "earshot plugin show x",
        [this](const invocation& how) { return plugin_show(how, said_.directory, said_.plugin); });
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

void command_line::add_span(CLI::App* to, std::string& from, std::string& until) {
    to->add_option("--from", from, "since then: a time as shown, RFC 3339, or 2h for 2 hours ago")
        ->type_name("TIME");
    to->add_option("--to", until, "before then")->type_name("TIME");
}

void command_line::add_looking() {
    add(*app_, "status", "How the daemon and its accounts and sinks are", "earshot status",
        [](const invocation& how) { return status(how); });
    CLI::App& messages = group(*app_, "messages", "Look at what was said and answered");
    CLI::App* tail = add(
        messages, "tail", "The last messages and replies", "earshot messages tail -n 5 --follow",
        [this](const invocation& how) { return messages_tail(how, said_.count, said_.follow); });
    tail->add_option("-n,--count", said_.count, "how many")
        ->check(CLI::Range(0, 10'000))
        ->capture_default_str();
    tail->add_flag("-f,--follow", said_.follow, "and those that come, until interrupted");
    add(messages, "show", "One, with what was understood of it", "earshot messages show x/klm/1990",
        [this](const invocation& how) { return message_show(how, said_.message); })
        ->add_option("message", said_.message, "as `messages tail` shows it")
        ->type_name("PLATFORM/ACCOUNT/ID")
        ->required();
    add(*app_, "outbox", "What waits to be sent, by destination", "earshot outbox",
        [](const invocation& how) { return outbox(how); });
    CLI::App* aside = add(*app_, "quarantine", "What could not be understood, newest first",
                          "earshot quarantine --raw", [this](const invocation& how) {
                              return quarantine(how, said_.limit, said_.raw);
                          });
    aside->add_flag("--raw", said_.raw, "show what was received, up to 16 KiB each");
    add_limit(aside, 1'000);
    add(*app_, "accounts", "Every account at a glance: credential, last word, queue, gaps",
        "earshot accounts --check",
        [this](const invocation& how) { return accounts(how, said_.check); })
        ->add_flag("--check", said_.check, "exit with 1 when one of them needs a person");
    add_ledger();
}

void command_line::add_ledger() {
    CLI::App* made =
        add(*app_, "ledger", "Whether everything received and sent is accounted for",
            "earshot ledger --by-hour --account klm --from 24h", [this](const invocation& how) {
                if (said_.audit) return ledger_verify(how);
                return said_.by_hour ? ledger_by_hour(how, said_.hours) : ledger(how, said_.verify);
            });
    made->add_flag("--verify", said_.verify, "exit with 1 when it does not close");
    CLI::Option* by_hour = made->add_flag("--by-hour", said_.by_hour, "what came in, hour by hour");
    made->add_option("--account", said_.hours.account, "of this one alone")->needs(by_hour);
    made->add_option("--from", said_.hours.from, "a time as shown, RFC 3339, or 2h for 2 hours ago")
        ->type_name("TIME")
        ->needs(by_hour);
    made->add_option("--to", said_.hours.to, "until then")->type_name("TIME")->needs(by_hour);
    add(*made, "verify", "Only the sums that do not hold; exits with 1 when there are any",
        "earshot ledger verify", [](const invocation& how) { return ledger_verify(how); })
        ->callback([this] { said_.audit = true; });  // the command above it has the last word
}

void command_line::add_dead() {
    CLI::App& dead = group(*app_, "dead", "Look at what could not be sent, and send it again");
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
    CLI::App* replay =
        add(dead, "replay", "Send some of them again",
            "earshot dead replay --destination sink:helpdesk --dry-run",
            [this](const invocation& how) { return dead_replay(how, said_.dead, said_.dry_run); });
    replay->add_option("ids", said_.dead.ids, "as `dead list` shows them")->type_name("ID");
    replay->add_flag("--all", said_.dead.all, "all there are");
    replay->add_flag("--dry-run", said_.dry_run, "only say how many");
    for (CLI::App* one : {list, replay}) add_choice(one);
}

void command_line::add_choice(CLI::App* to) {
    to->add_option("--destination", said_.dead.destination, "such as sink:helpdesk");
    to->add_option("--from", said_.dead.from,
                   "died since then: a time as shown, RFC 3339, or 2h for 2 hours ago")
        ->type_name("TIME");
    to->add_option("--to", said_.dead.to, "died until then")->type_name("TIME");
}

void command_line::add_limit(CLI::App* to, int most) {
    to->add_option("--limit", said_.limit, "at most so many")
        ->check(CLI::Range(1, most))
        ->capture_default_str();
}

void command_line::add_changing() {
    CLI::App* reply = add(*app_, "reply", "Answer a customer; recorded under your name",
                          "echo 'We are looking into it.' | earshot reply x/klm/1990 --text -",
                          [this](const invocation& how) { return send_reply(how, said_.reply); });
    reply->add_option("message", said_.reply.message, "as `messages tail` shows it")
        ->type_name("PLATFORM/ACCOUNT/ID")
        ->required();
    CLI::App* text = reply->add_option_group("text", "the answer");
    text->add_option("--text", said_.reply.text, "the words, or - for standard input");
    text->add_option("--file", said_.reply.file, "a file with the words")->type_name("FILE");
    text->require_option(1);
    reply->add_option("--as", said_.reply.author, "who answers, where the account signs answers")
        ->type_name("NAME");
    reply->add_option("--id", said_.reply.id, "sends the same answer once, and no other under it")
        ->type_name("ID");
    reply->add_option("--expires", said_.reply.expires, "give up after, such as 2h")
        ->type_name("DURATION");
    add(*app_, "reload", "Read the configuration again: all of it takes effect, or nothing",
        "earshot reload", [](const invocation& how) { return reload(how); });
}

}  // namespace earshot::app::cli
