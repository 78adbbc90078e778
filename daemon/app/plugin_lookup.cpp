#include "app/plugin_lookup.hpp"

namespace earshot::app {

namespace {

// `DIRECTORY/x.so: why`, for the id `x`.
const error* refusal_of(const plugins::catalog& from, std::string_view id) {
    const std::string file = "/" + std::string(id) + ".so:";
    for (const error& refused : from.refused())
        if (refused.detail.find(file) != std::string::npos) return &refused;
    return nullptr;
}

}  // namespace

plugin_lookup lookup_in(const plugins::catalog& from) {
    return [&from](std::string_view id) -> result<plugin_outline> {
        const auto found = from.find(id);
        if (found) return plugin_outline{(*found)->fields(), (*found)->capabilities()};
        const error* refused = refusal_of(from, id);
        return std::unexpected(refused ? *refused : found.error());
    };
}

}  // namespace earshot::app
