// The words and options of the command `earshot`, and which of its commands was meant. What they do
// stands in commands.hpp.
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/commands.hpp"
#include "app/cli/language_command.hpp"

namespace CLI {
class App;
class Error;
}  // namespace CLI

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
    // The streams outlive it.
    command_line(std::ostream& out, std::ostream& err);
    ~command_line();

    // The exit code.
    int run(std::vector<std::string> arguments);

private:
    using action = std::function<int(const invocation&)>;

    int act_on(const invocation& how);
    int explain(const invocation& how, const CLI::Error& ended);
    const CLI::App& deepest(std::string& words) const;
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

    std::ostream& out_;
    std::ostream& err_;
    words said_;
    action chosen_;
    std::unique_ptr<CLI::App> app_;
};

}  // namespace earshot::app::cli
