// How host and plugin find what the other one offers: by an id with a version in it.
//
// Rationale: virtual members added to an interface break every plugin built before. A new ability
// is therefore a new interface with a new id, and an old plugin simply does not answer to it.
#pragma once

#include <array>
#include <string_view>

namespace earshot {

// What every plugin instance is. The host owns it from `create` to `destroy`.
class plugin {
public:
    virtual ~plugin() = default;

    // The interface with this id, or null. The pointer lives as long as the plugin. [any thread]
    virtual void* capability(std::string_view id) noexcept = 0;
};

// Base of a plugin class that offers the interfaces named: `class x : public provides<polling>`.
template <class... Interfaces>
class provides : public plugin, public Interfaces... {
public:
    // C strings for the descriptor: every id is a literal.
    static constexpr std::array<const char*, sizeof...(Interfaces)> capability_ids{
        Interfaces::id.data()...};

    void* capability(std::string_view id) noexcept final {
        void* found = nullptr;
        ((Interfaces::id == id ? found = static_cast<Interfaces*>(this) : nullptr), ...);
        return found;
    }
};

template <class Interface>
Interface* find(plugin& from) noexcept {
    return static_cast<Interface*>(from.capability(Interface::id));
}

}  // namespace earshot
