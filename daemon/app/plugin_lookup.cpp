#include "app/plugin_lookup.hpp"

namespace earshot::app {

plugin_lookup lookup_in(const plugins::catalog& from) {
    return [&from](std::string_view id) -> result<plugin_outline> {
        const auto found = from.find(id);
        if (!found) return std::unexpected(found.error());
        return plugin_outline{(*found)->fields(), (*found)->capabilities()};
    };
}

}  // namespace earshot::app
