#include "plugins/instance_metrics.hpp"

#include "plugins/descriptor_check.hpp"

namespace earshot::plugins {

namespace {

constexpr std::size_t most_metrics = 100;

}  // namespace

metric* instance_metrics::find(std::string_view name, bool counter) {
    if (const auto found = metrics_.find(name); found != metrics_.end()) return &found->second;
    if (metrics_.size() == most_metrics || !is_name(name)) return nullptr;
    return &metrics_.emplace(name, metric{std::string(name), counter}).first->second;
}

void instance_metrics::add(std::string_view name, std::int64_t amount) {
    if (metric* found = find(name, true)) found->value += amount;
}

void instance_metrics::set(std::string_view name, std::int64_t value) {
    if (metric* found = find(name, false)) found->value = value;
}

std::vector<metric> instance_metrics::read() const {
    std::vector<metric> all;
    for (const auto& [name, one] : metrics_) all.push_back(one);
    return all;
}

}  // namespace earshot::plugins
