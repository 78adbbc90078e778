#include "app/plugin_lookup.hpp"

#include "plugins/settings_judge.hpp"

namespace earshot::app {

plugin_lookup lookup_in(const plugins::catalog& from) {
    return [&from](std::string_view id) -> result<plugin_outline> {
        const auto found = from.find(id);
        if (!found) return std::unexpected(found.error());
        plugin_outline out{(*found)->fields(), (*found)->capabilities(), {}};
        out.judge = [code = *found](const instance_configuration& one, const std::string& url) {
            return plugins::judge_settings(code, one.name, one.fields, url);
        };
        return out;
    };
}

}  // namespace earshot::app
