#include "plugins/instance_log.hpp"

#include <algorithm>
#include <array>

namespace earshot::plugins {

namespace {

constexpr std::size_t most_fields = 12;

struct event {
    log_level level;
    std::string_view name;
    log_field plugin;
    log_field instance;
    const log_field* fields;
};

// An initializer_list has its length in the code, so there is one function for each length.
template <std::size_t... At>
void write_fields(log& into, const event& one, std::index_sequence<At...>) {
    into.write(one.level, one.name, {one.plugin, one.instance, one.fields[At]...});
}

template <std::size_t Count>
void write_event(log& into, const event& one) {
    write_fields(into, one, std::make_index_sequence<Count>());
}

template <std::size_t... Counts>
constexpr auto writers_of(std::index_sequence<Counts...>) {
    return std::array{&write_event<Counts>...};
}

constexpr auto writers = writers_of(std::make_index_sequence<most_fields + 1>());

}  // namespace

instance_log::instance_log(log& events, std::string plugin, std::string instance)
    : events_(events), plugin_(std::move(plugin)), instance_(std::move(instance)) {}

void instance_log::write(log_level level, std::string_view event_name,
                         std::initializer_list<log_field> fields) {
    const event one{
        level, event_name, {"plugin", plugin_}, {"instance", instance_}, fields.begin()};
    writers[std::min(fields.size(), most_fields)](events_, one);
}

}  // namespace earshot::plugins
