// The channels of the current configuration, and the change to the next one: all of it or nothing.
#pragma once

#include <map>
#include <memory>

#include "app/channel.hpp"
#include "app/configuration.hpp"
#include "desk/policy.hpp"

namespace earshot::app {

class lineup {
public:
    // Brings a configured plugin to life. Errors: whatever its constructor found wrong.
    using factory =
        std::function<result<std::shared_ptr<plugins::instance>>(const instance_configuration&)>;

    // `around` is copied; what it refers to outlives the lineup.
    lineup(surroundings around, factory make, plugin_lookup plugins)
        : around_(std::move(around)), make_(std::move(make)), plugins_(std::move(plugins)) {}

    // At the start: whoever cannot come to life is left out and logged, the others begin.
    task<void> begin(configuration first);

    // At a reload: new and changed instances are created first; when one of them fails, its error
    // is returned and nothing has changed. Unchanged instances never stop.
    task<result<void>> change_to(const configuration& next);

    task<void> stop(duration limit);

    void wake(std::string_view destination);
    void wake_all();
    void look_again();  // at credentials: a person may have replaced one
    std::shared_ptr<plugins::instance> find(std::string_view name) const;  // null: not at work
    std::vector<std::shared_ptr<plugins::instance>> instances() const;
    std::vector<control::channel_view> status() const;  // in order of names, also of those left out
    std::shared_ptr<const desk::policy> policy(desk::knowledge known) const;

private:
    using instances_by_name = std::map<std::string, std::shared_ptr<plugins::instance>>;
    struct left_out {
        plugins::instance_status status;
        journal::sink_kind kind;  // of a sink
    };

    task<void> leave_out(const instance_configuration& one, std::string why,
                         const std::vector<journal::sink_kind>& seen);
    journal::sink_kind kind_of_left_out(const instance_configuration& one,
                                        const journal::sink_kind* before) const;
    std::vector<const instance_configuration*> changed_in(const configuration& next) const;
    result<instances_by_name> create(const std::vector<const instance_configuration*>& wanted);
    task<void> stop_all_but(const configuration& next, const instances_by_name& replaced);
    task<void> stop_together(std::vector<std::unique_ptr<channel>> going, duration limit);
    void open(std::shared_ptr<plugins::instance> source, const configuration& from);

    surroundings around_;
    factory make_;
    plugin_lookup plugins_;
    configuration current_;
    std::map<std::string, std::unique_ptr<channel>, std::less<>> channels_;
    std::map<std::string, left_out, std::less<>> left_out_;
};

}  // namespace earshot::app
