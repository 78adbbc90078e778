// Counters of the plugin's own; `earshot --json status` shows them with the instance.
#pragma once

#include <cstdint>
#include <string_view>

namespace earshot {

class metrics {
public:
    static constexpr std::string_view id = "earshot.metrics/1";
    virtual ~metrics() = default;

    virtual void add(std::string_view name, std::int64_t amount) = 0;  // a counter [loop]
    virtual void set(std::string_view name, std::int64_t value) = 0;   // a gauge [loop]
};

}  // namespace earshot
