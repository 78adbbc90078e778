// The first thing the host reads of a plugin: plain data under one C symbol, `earshot_plugin_1`.
// Nothing of the plugin runs before every line of it has been checked.
//
// The header (magic to build) is frozen for all time. The rest belongs to `abi_major`.
#pragma once

#include <cstddef>
#include <cstdint>

#include "earshot/capability.hpp"
#include "earshot/host.hpp"
#include "earshot/settings.hpp"

namespace earshot {

inline constexpr char descriptor_magic[8] = {'E', 'A', 'R', 'S', 'H', 'O', 'T', '1'};
inline constexpr std::uint16_t abi_major = 1;
inline constexpr std::uint16_t abi_minor = 0;

// What must be the same on both sides for C++ types to cross. Each is compared on its own, so that
// a refusal names what differs.
struct build_fingerprint {
    const char* compiler;          // family and major version
    const char* standard_library;  // name, ABI and debug modes
    const char* boost;
    const char* sanitizers;  // `none`, `address`, `thread`
    const char* sdk;         // hash of the public headers
};

enum class stability : std::uint8_t { experimental, stable, deprecated };

struct descriptor {
    char magic[8];
    std::uint32_t size;  // of this struct, as the plugin was built
    std::uint16_t abi_major;
    std::uint16_t abi_minor;
    build_fingerprint build;

    const char* id;  // `x`: also the `platform` of its messages
    const char* version;
    const char* vendor;
    const char* summary;  // one line for `earshot plugin list`
    stability maturity;

    const field* fields;
    std::size_t field_count;
    const char* const* hosts;  // it may reach; `{name}`: those in that url or text_list field
    std::size_t host_count;
    const char* const* capabilities;  // interface ids
    std::size_t capability_count;

    // Throws std::exception where the configuration, although checked, cannot work.
    plugin* (*create)(host& services);
    void (*destroy)(plugin* instance) noexcept;
};

}  // namespace earshot
