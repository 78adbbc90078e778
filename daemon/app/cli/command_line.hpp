// The words and options of the command `earshot`, and which of its commands was meant. What they do
// stands in commands.hpp.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/cli/commands.hpp"
#include "app/cli/language_command.hpp"

namespace CLI {
class App;
}

namespace earshot::app::cli {

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
    bool audit = false;
    bool by_hour = false;
    bool check = false;
    hour_choice hours;
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

class command_line {
public:
    command_line();
    ~command_line();

    // The exit code.
    int run(int argc, char** argv);

private:
    using action = std::function<int(const invocation&)>;

    // CLI11 says only that a subcommand is missing.
    void explain_unknown_word() const;
    CLI::App* add(CLI::App& to, const char* name, const char* help, const char* example,
                  action does);
    static CLI::App& group(CLI::App& to, const char* name, const char* help);
    void add_offline();
    void add_rules();
    void add_shadow(CLI::App& rules);
    void add_simulation();
    static void add_span(CLI::App* to, std::string& from, std::string& until);
    void add_cases();
    void add_people();
    CLI::App* add_act(CLI::App& to, const char* name, const char* help, const char* example,
                      const char* act_name);
    static void add_person(CLI::App* to, const char* name, std::string& into);
    void add_facts(CLI::App* to);
    void add_language();
    void add_looking();
    void add_ledger();
    void add_dead();
    void add_choice(CLI::App* to);
    void add_limit(CLI::App* to, int most);
    void add_changing();

    words said_;
    action chosen_;
    std::unique_ptr<CLI::App> app_;
};

}  // namespace earshot::app::cli
