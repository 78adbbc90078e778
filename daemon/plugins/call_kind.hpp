// The calls into a plugin, for log lines and limits.
#pragma once

#include <cstdint>
#include <string_view>

namespace earshot::plugins {

enum class call_kind : std::uint8_t {
    create,
    destroy,
    routes,
    limits,
    capacity,
    poll,
    challenge,
    accept,
    length,
    publish,
    reconcile,
    deliver,
    inform,
    fetch_picture,
    examine,
    mend_subscriptions,
};

inline constexpr std::size_t call_kinds = 16;

std::string_view to_string(call_kind kind) noexcept;

}  // namespace earshot::plugins
