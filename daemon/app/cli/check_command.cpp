// `earshot check`: what the daemon would say of a configuration, without the daemon.
#include <boost/json.hpp>
#include <iostream>

#include "app/cli/answers.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/visible.hpp"
#include "app/configuration.hpp"
#include "app/plugin_lookup.hpp"
#include "app/policy.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

std::string counted(std::size_t number, const char* noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

json::object as_json(const base::config_problem& problem) {
    json::object out;
    out["file"] = problem.at.file ? *problem.at.file : std::string();
    out["line"] = problem.at.line;
    out["column"] = problem.at.column;
    out["text"] = problem.text;
    return out;
}

json::object as_json(const std::string& file, const configuration& read,
                     const base::config_problems& problems) {
    json::array list;
    for (const base::config_problem& problem : problems.sorted()) list.push_back(as_json(problem));
    json::object out;
    out["file"] = file;
    out["good"] = problems.empty();
    out["accounts"] = read.accounts.size();
    out["sinks"] = read.sinks.size();
    out["problems"] = std::move(list);
    return out;
}

std::string as_text(const std::string& file, const configuration& read,
                    const base::config_problems& problems, const style& look) {
    std::string out;
    for (const std::string& line : problems.lines()) out += visible(line) + "\n";
    if (!problems.empty())
        return out + paint(counted(problems.size(), "problem"), colour::red, look) + "\n";
    return visible(file) + ": " + paint("good", colour::green, look) + ", " +
           counted(read.accounts.size(), "account") + ", " + counted(read.sinks.size(), "sink") +
           "\n";
}

}  // namespace

int check(const invocation& how, const std::string& named) {
    const std::string file = !named.empty()        ? named
                             : !how.config.empty() ? how.config
                                                   : std::string(default_configuration_file);
    base::config_problems problems;
    const auto root = base::load_config(file, problems);
    if (!root) return complain(how, root.error(), usage);
    configuration read;
    if (problems.empty()) read = read_configuration(*root, problems);
    check_purpose(read, file, problems);
    const auto plugins = plugins::catalog::load(read.plugin_directory);
    check_plugins(read, lookup_in(plugins), problems);
    load_knowledge(read, problems);
    how.out << (how.look.json ? json_line(as_json(file, read, problems))
                              : as_text(file, read, problems, how.look))
            << std::flush;
    return problems.empty() ? done : not_so;
}

}  // namespace earshot::app::cli
