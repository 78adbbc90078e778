#include "plugins/call_kind.hpp"

#include <array>

namespace earshot::plugins {

std::string_view to_string(call_kind kind) noexcept {
    constexpr std::array<std::string_view, call_kinds> names{
        "create",   "destroy",       "routes",    "limits",
        "capacity", "poll",          "challenge", "accept",
        "length",   "publish",       "reconcile", "deliver",
        "inform",   "fetch_picture", "examine",   "mend_subscriptions"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace earshot::plugins
