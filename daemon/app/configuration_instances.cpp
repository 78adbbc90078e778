#include "app/configuration_instances.hpp"

#include <algorithm>

#include "app/configuration_fields.hpp"
#include "app/configuration_section.hpp"
#include "base/config_fields.hpp"
#include "base/config_suggest.hpp"
#include "earshot/connector.hpp"
#include "earshot/sink.hpp"
#include "language/tags.hpp"

namespace earshot::app {

using base::config_member;
using base::config_node;
using base::config_problems;
using shape = config_node::shape;
using words = std::vector<std::string_view>;

namespace {

constexpr std::size_t longest_name = 40;
constexpr std::string_view reserved_name = "operator";  // answers given by command come from it

bool good_name(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= longest_name && std::ranges::all_of(name, allowed);
}

void check_name(const config_member& member, config_problems& problems) {
    const std::string name = "the name '" + member.key + "' ";
    if (!good_name(member.key))
        problems.add(member.at, name +
                                    "has more than lower-case letters, digits, '_' and '-', or "
                                    "more than 40 of them; choose another");
    else if (member.key == reserved_name)
        problems.add(member.at, name + "is Earshot's own; choose another");
}

// What of a mapping is not the plugin's. Whatever is left is checked by check_plugins.
words names_of(std::span<const field> table) {
    words names;
    for (const field& one : table) names.emplace_back(one.name);
    return names;
}

// Every other key counts as the plugin's for now.
words other_keys(const config_node& node, std::span<const field> table) {
    words others;
    const words own = names_of(table);
    for (const config_member& member : node.members())
        if (std::ranges::find(own, member.key) == own.end()) others.emplace_back(member.key);
    return others;
}

config_node instance_mapping(const config_member& member, config_problems& problems) {
    check_name(member, problems);
    if (member.value.is() == shape::mapping) return member.value;
    if (member.value.is() != shape::nothing)
        problems.add(member.value.at(), "'" + member.key + "' expects a mapping, found " +
                                            std::string(to_string(member.value.is())) +
                                            "; write `plugin: ID` and more below it, indented");
    return {member.at, std::vector<config_member>()};
}

constexpr duration longest_watch = std::chrono::days{365};

watch_configuration read_watch(const section_reader& from) {
    watch_configuration out;
    out.credential_warning = from.span("credential_warning", duration{0}, longest_watch);
    out.queue_age_alarm = from.span("queue_age_alarm", std::chrono::seconds{1}, longest_watch);
    return out;
}

// What is in braces and none of the two would be published as it stands.
bool signs(std::string signature) {
    for (const std::string_view field : {"{initials}", "{name}"})
        for (auto at = signature.find(field); at != signature.npos; at = signature.find(field))
            signature.erase(at, field.size());
    return signature.find_first_of("{}") == signature.npos;
}

account_configuration read_account(const config_member& member, config_problems& problems) {
    account_configuration out;
    out.name = member.key;
    out.written = instance_mapping(member, problems);
    const words others = other_keys(out.written, account_fields);
    const section_reader from(out.written, account_fields, others, problems);
    out.plugin = from.text("plugin");
    out.poll_interval = from.span("poll_interval", duration{100}, std::chrono::days{30});
    out.reply_expiry = from.span("reply_expiry", std::chrono::seconds{1}, std::chrono::days{30});
    out.watched = read_watch(from);
    if (out.written.find("silence_after"))
        out.watched.silence_after = from.span("silence_after", duration{0}, longest_watch);
    out.watched.volume_alarm = from.flag("volume_alarm");
    out.watched.webhook_patience = from.span("webhook_patience", duration{0}, longest_watch);
    out.signature = from.text("signature");
    if (!signs(out.signature))
        from.problem("signature", "knows {initials} and {name}, and no other braces");
    out.answers_per_hour = static_cast<std::size_t>(from.number("answers_per_hour", 0, 30));
    out.language = from.text("language");
    if (out.language.empty()) return out;
    if (const auto tag = language::language_named(out.language); !tag)
        from.problem("language", "is refused: " + tag.error().detail);
    return out;
}

sink_configuration read_sink(const config_member& member, config_problems& problems) {
    sink_configuration out;
    out.name = member.key;
    out.written = instance_mapping(member, problems);
    const words others = other_keys(out.written, sink_fields);
    const section_reader from(out.written, sink_fields, others, problems);
    out.plugin = from.text("plugin");
    out.accounts = from.list("accounts");
    out.only_when_routed = from.flag("only_when_routed");
    out.watched = read_watch(from);
    out.poll_interval = from.span("poll_interval", duration{100}, std::chrono::days{30});
    return out;
}

void check_unique(const config_node& accounts, const config_node& sinks,
                  config_problems& problems) {
    for (const config_member& sink : sinks.members())
        for (const config_member& account : accounts.members())
            if (sink.key == account.key)
                problems.add(sink.at, "the name '" + sink.key +
                                          "' is an account's already, in line " +
                                          std::to_string(account.at.line) +
                                          "; accounts and sinks share their names, choose another");
}

void check_wanted_accounts(const sink_configuration& sink, const words& known,
                           config_problems& problems) {
    const config_node* list = sink.written.find("accounts");
    if (!list) return;
    if (list->is() == shape::list && list->items().empty())
        problems.add(list->at(),
                     "'accounts' is empty, so that the sink would get nothing; name "
                     "accounts, or remove the key for all of them");
    for (const config_node& item : list->items())
        if (item.is() == shape::text && std::ranges::find(known, item.text()) == known.end())
            problems.add(item.at(), "there is no account '" + item.text() + "'; " +
                                        base::suggestion(item.text(), known));
}

// --- the plugins' part --------------------------------------------------------------------------

bool offers(const plugin_outline& plugin, std::string_view capability) {
    return std::ranges::find(plugin.capabilities, capability) != plugin.capabilities.end();
}

// Empty, where the plugin can do what an account needs.
std::string unfit_account(const plugin_outline& plugin, bool has_listener) {
    if (offers(plugin, polling::id)) return {};
    if (offers(plugin, webhooks::id))
        return has_listener ? "" : " hears by webhooks only; add `http:` with `listen:` for them";
    if (offers(plugin, streaming::id))
        return " hears by a stream only, which this version does not open; choose another";
    return " brings in no messages; name it below `sinks:`, or choose another";
}

std::string unfit_sink(const plugin_outline& plugin) {
    return offers(plugin, sink::id)
               ? ""
               : " delivers nothing; name it below `accounts:`, or choose another";
}

// The plugin, or null after adding why it is not to be had.
std::optional<plugin_outline> look_up(const instance_configuration& read,
                                      const plugin_lookup& plugins, config_problems& problems) {
    if (read.plugin.empty()) return std::nullopt;  // said already
    auto found = plugins(read.plugin);
    if (found) return *found;
    problems.add(read.written.find("plugin")->at(), found.error().detail);
    return std::nullopt;
}

// Empty, where all of the plugin's fields are its own.
std::string shared_field(const plugin_outline& plugin) {
    for (const field& one : plugin.fields)
        if (is_daemons_own(one.name))
            return " has a field '" + std::string(one.name) +
                   "', which is a key of the daemon's own; choose another plugin, or have its "
                   "author rename the field";
    return {};
}

// Where the field stands; where the instance does, of one that is not written.
const base::config_mark& place_of(const settings_problem& problem,
                                  const instance_configuration& read) {
    const config_node* value = read.written.find(problem.field.empty() ? "plugin" : problem.field);
    return value ? value->at() : read.written.at();
}

void check_instance(instance_configuration& read, const plugin_outline& plugin,
                    const configuration& in, std::span<const field> own_fields,
                    const std::string& unfit, config_problems& problems) {
    const std::size_t before = problems.size();
    const words own = names_of(own_fields);
    const std::string owner = "the plugin " + read.plugin;
    if (const std::string shared = shared_field(plugin); !shared.empty())
        return problems.add(read.written.find("plugin")->at(), owner + shared);
    read.fields = base::check_fields(read.written, plugin.fields, own, owner, problems);
    if (!unfit.empty()) problems.add(read.written.find("plugin")->at(), owner + unfit);
    if (problems.size() != before || !plugin.judge) return;
    for (const settings_problem& one : plugin.judge(read, in.http ? in.http->public_url : ""))
        problems.add(place_of(one, read), one.text);
}

}  // namespace

void read_instances(const config_node& root, configuration& out, config_problems& problems) {
    const config_node accounts = group(root, "accounts", problems);
    const config_node sinks = group(root, "sinks", problems);
    words names;
    for (const config_member& member : accounts.members()) {
        out.accounts.push_back(read_account(member, problems));
        names.emplace_back(member.key);
    }
    for (const config_member& member : sinks.members()) {
        out.sinks.push_back(read_sink(member, problems));
        check_wanted_accounts(out.sinks.back(), names, problems);
    }
    check_unique(accounts, sinks, problems);
}

void check_plugins(configuration& read, const plugin_lookup& plugins, config_problems& problems) {
    for (account_configuration& one : read.accounts)
        if (const auto plugin = look_up(one, plugins, problems))
            check_instance(one, *plugin, read, account_fields, unfit_account(*plugin, !!read.http),
                           problems);
    for (sink_configuration& one : read.sinks)
        if (const auto plugin = look_up(one, plugins, problems))
            check_instance(one, *plugin, read, sink_fields, unfit_sink(*plugin), problems);
}

}  // namespace earshot::app
