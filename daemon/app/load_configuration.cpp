#include "app/load_configuration.hpp"

#include "app/policy.hpp"

namespace earshot::app {

namespace {

std::unexpected<error> refuse(const base::config_problems& problems) {
    return fail(error_kind::invalid, "configuration", problems.text());
}

result<configuration> read(const std::string& file, base::config_problems& problems) {
    const auto root = base::load_config(file, problems);
    if (!root) return std::unexpected(root.error());
    return read_configuration(*root, problems);
}

// The instances whose plugins are there.
configuration available(const configuration& all, const plugin_lookup& plugins) {
    const auto missing = [&](const instance_configuration& one) { return !plugins(one.plugin); };
    configuration out = all;
    std::erase_if(out.accounts, missing);
    std::erase_if(out.sinks, missing);
    return out;
}

// At the start every plugin judges when its instance is made, and what it refuses is left out.
plugin_lookup unasked(const plugin_lookup& plugins) {
    return [&plugins](std::string_view id) {
        auto found = plugins(id);
        if (found) found->judge = nullptr;
        return found;
    };
}

template <class T>
void take_fields(std::vector<T>& into, const std::vector<T>& checked) {
    for (const T& from : checked)
        for (T& to : into)
            if (to.name == from.name) to.fields = from.fields;
}

}  // namespace

result<loaded_configuration> load_configuration(const std::string& file,
                                                const plugin_lookup& plugins,
                                                missing_plugin policy) {
    base::config_problems problems;
    auto all = read(file, problems);
    if (!all) return std::unexpected(all.error());
    check_purpose(*all, file, problems);
    const bool at_start = policy == missing_plugin::leave_out;
    configuration checked = at_start ? available(*all, plugins) : *all;
    check_plugins(checked, at_start ? unasked(plugins) : plugins, problems);
    desk::knowledge known = load_knowledge(*all, problems);
    if (!problems.empty()) return refuse(problems);
    take_fields(all->accounts, checked.accounts);
    take_fields(all->sinks, checked.sinks);
    return loaded_configuration{std::move(*all), std::move(known)};
}

result<configuration> load_daemon_part(const std::string& file) {
    base::config_problems problems;
    auto all = read(file, problems);
    if (all && !problems.empty()) return refuse(problems);
    return all;
}

}  // namespace earshot::app
