// The counters and gauges of one instance's plugin, kept here until somebody reads them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "earshot/service/metrics.hpp"
#include "plugins/instance.hpp"

namespace earshot::plugins {

// [loop]
class instance_metrics final : public metrics {
public:
    // A name is a snake_case noun; others, and more than a hundred names, are not kept.
    void add(std::string_view name, std::int64_t amount) override;
    void set(std::string_view name, std::int64_t value) override;

    std::vector<metric> read() const;  // by name

private:
    metric* find(std::string_view name, bool counter);

    std::map<std::string, metric, std::less<>> metrics_;
};

}  // namespace earshot::plugins
