// Everything a plugin includes, and the macro that exports it:
//
//   EARSHOT_PLUGIN(.id = "x", .version = "1.0.0", ...)
//
// See docs/writing-a-plugin.md.
#pragma once

#include <iterator>

#include "earshot/batch.hpp"
#include "earshot/build.hpp"
#include "earshot/connector.hpp"
#include "earshot/descriptor.hpp"
#include "earshot/host.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/http.hpp"
#include "earshot/service/ids.hpp"
#include "earshot/service/log.hpp"
#include "earshot/service/metrics.hpp"
#include "earshot/service/oauth.hpp"
#include "earshot/service/routes.hpp"
#include "earshot/service/secrets.hpp"
#include "earshot/service/store.hpp"
#include "earshot/service/text.hpp"
#include "earshot/service/vault.hpp"
#include "earshot/sink.hpp"

namespace earshot {

// What a plugin says of itself; EARSHOT_PLUGIN adds the rest.
struct plugin_facts {
    const char* id;
    const char* version;
    const char* vendor;
    const char* summary;
    stability maturity = stability::experimental;
};

template <class Plugin>
plugin* create_plugin(host& services) {
    return new Plugin(services);
}

inline void destroy_plugin(plugin* instance) noexcept { delete instance; }

// `Plugin` derives from provides<...>, is constructed from a host&, and may have
// `static constexpr field fields[]` and `static constexpr const char* hosts[]`.
template <class Plugin>
consteval descriptor describe(plugin_facts facts) {
    descriptor made{};
    for (std::size_t i = 0; i < sizeof descriptor_magic; ++i) made.magic[i] = descriptor_magic[i];
    made.size = sizeof(descriptor);
    made.abi_major = abi_major;
    made.abi_minor = abi_minor;
    made.build = this_build;
    made.id = facts.id;
    made.version = facts.version;
    made.vendor = facts.vendor;
    made.summary = facts.summary;
    made.maturity = facts.maturity;
    if constexpr (requires { Plugin::fields; }) {
        made.fields = Plugin::fields;
        made.field_count = std::size(Plugin::fields);
    }
    if constexpr (requires { Plugin::hosts; }) {
        made.hosts = Plugin::hosts;
        made.host_count = std::size(Plugin::hosts);
    }
    made.capabilities = Plugin::capability_ids.data();
    made.capability_count = Plugin::capability_ids.size();
    made.create = &create_plugin<Plugin>;
    made.destroy = &destroy_plugin;
    return made;
}

}  // namespace earshot

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
#error "g++ 12 and older miscompile coroutines: build plugins with clang 16 or newer"
#endif

// Exports class `Plugin`. One in a shared object.
#define EARSHOT_PLUGIN(Plugin, ...)                                                      \
    extern "C" __attribute__((                                                           \
        visibility("default"))) constinit const ::earshot::descriptor earshot_plugin_1 = \
        ::earshot::describe<Plugin>(::earshot::plugin_facts{__VA_ARGS__})
