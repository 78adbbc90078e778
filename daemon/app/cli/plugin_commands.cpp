// `earshot plugin`: what plugins there are, whether one fits, and what it can be told.
#include <boost/json.hpp>
#include <iostream>
#include <optional>

#include "app/cli/answers.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/field_reference.hpp"
#include "app/cli/table.hpp"
#include "app/cli/visible.hpp"
#include "app/configuration.hpp"
#include "plugins/catalog.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

// As the configuration says, where there is one; else beside the program.
std::filesystem::path find_directory(const invocation& how, const std::string& named) {
    if (!named.empty()) return named;
    base::config_problems ignored;
    const auto root = base::load_config(
        how.config.empty() ? std::string(default_configuration_file) : how.config, ignored);
    return read_configuration(root ? *root : base::config_node(), ignored).plugin_directory;
}

// `polling`, not `earshot.polling/1`: what a person wants to know.
std::string short_name(std::string_view capability) {
    if (capability.starts_with("earshot.")) capability.remove_prefix(8);
    return std::string(capability.substr(0, capability.find('/')));
}

std::string joined(const auto& items, bool shortened) {
    std::string out;
    for (const std::string_view item : items)
        out.append(out.empty() ? "" : ", ")
            .append(shortened ? short_name(item) : std::string(item));
    return out;
}

json::array names_json(const auto& items) {
    json::array out;
    for (const std::string_view item : items)
        out.emplace_back(json::string(item.data(), item.size()));
    return out;
}

json::object as_json(const plugins::library& plugin) {
    json::object out;
    out["id"] = plugin.about().id;
    out["version"] = plugin.about().version;
    out["vendor"] = plugin.about().vendor;
    out["summary"] = plugin.about().summary;
    out["maturity"] = std::string(plugins::to_string(plugin.maturity()));
    out["file"] = plugin.file().string();
    out["capabilities"] = names_json(plugin.capabilities());
    out["hosts"] = names_json(plugin.hosts());
    out["fields"] = fields_json(plugin.fields());
    return out;
}

json::object as_json(const error& refused) {
    json::object out;
    out["code"] = refused.code;
    out["detail"] = refused.detail;
    return out;
}

json::object as_json(const std::filesystem::path& directory, const plugins::catalog& found) {
    json::object out;
    json::array plugins;
    json::array refused;
    for (const auto& [id, plugin] : found.libraries()) plugins.push_back(as_json(*plugin));
    for (const error& one : found.refused()) refused.push_back(as_json(one));
    out["directory"] = directory.string();
    out["plugins"] = std::move(plugins);
    out["refused"] = std::move(refused);
    return out;
}

std::string as_text(const plugins::catalog& found, const style& look) {
    table rows({{"ID"}, {"VERSION"}, {"MATURITY"}, {"CAN"}, {"SUMMARY"}});
    for (const auto& [id, one] : found.libraries())
        rows.add({id, std::string(one->version()), std::string(plugins::to_string(one->maturity())),
                  joined(one->capabilities(), true), std::string(one->summary())});
    std::string out = rows.empty() ? "no plugin fits\n" : rows.text(look);
    if (!found.refused().empty()) out += "\n";
    for (const error& one : found.refused())
        out += paint("refused", colour::red, look) + " " + visible(one.detail) + "\n";
    return out;
}

std::string about(const plugins::library& plugin) {
    std::string out = visible(plugin.id()) + " " + visible(plugin.version()) + " by " +
                      visible(plugin.vendor()) + ", " +
                      std::string(plugins::to_string(plugin.maturity())) + "\n" +
                      visible(plugin.summary()) + "\n\n";
    out += "file     " + visible(plugin.file().string()) + "\n";
    out += "can      " + visible(joined(plugin.capabilities(), true)) + "\n";
    out +=
        "reaches  " + (plugin.hosts().empty() ? "nothing" : visible(joined(plugin.hosts(), false)));
    return out + "\n";
}

}  // namespace

int plugin_list(const invocation& how, const std::string& named) {
    const auto directory = find_directory(how, named);
    const auto found = plugins::catalog::load(directory);
    how.out << (how.look.json ? json_line(as_json(directory, found)) : as_text(found, how.look))
            << std::flush;
    return found.refused().empty() ? done : not_so;
}

int plugin_check(const invocation& how, const std::string& file) {
    const auto loaded = plugins::library::load(file);
    if (!loaded) return complain(how, loaded.error(), not_so);
    const auto problems = table_problems((*loaded)->fields());
    json::object out = as_json(**loaded);
    json::array list;
    for (const std::string& problem : problems) list.emplace_back(problem);
    out["problems"] = std::move(list);
    if (how.look.json) {
        how.out << json_line(out);
    } else {
        how.out << about(**loaded);
        for (const std::string& problem : problems) how.out << visible(problem) << "\n";
        how.out << (problems.empty() ? paint("fits this daemon", colour::green, how.look)
                                     : paint("does not fit", colour::red, how.look))
                << "\n";
    }
    how.out << std::flush;
    return problems.empty() ? done : not_so;
}

int plugin_show(const invocation& how, const std::string& named, const std::string& id) {
    const auto found = plugins::catalog::load(find_directory(how, named));
    const auto plugin = found.find(id);
    if (!plugin) return complain(how, plugin.error(), not_so);
    if (how.look.json)
        how.out << json_line(as_json(**plugin));
    else
        how.out << about(**plugin) << "\n"
                << fields_text((*plugin)->fields(), how.look) << "\n"
                << fields_example(id, (*plugin)->fields());
    how.out << std::flush;
    return done;
}

}  // namespace earshot::app::cli
