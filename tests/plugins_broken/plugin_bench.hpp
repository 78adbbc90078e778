// One loop with what an instance needs, and the instances of a test on it.
#pragma once

#include <boost/asio/io_context.hpp>

#include "catch.hpp"
#include "plugin_folder.hpp"
#include "plugins/in_process_instance.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"

namespace earshot::tests {

class plugin_bench {
public:
    explicit plugin_bench(plugins::call_limits limits = {}, plugins::loop_watch_options watch = {})
        : limits_(limits), watch_(log, watch) {}

    result<std::unique_ptr<plugins::instance>> try_start(const std::string& plugin,
                                                         settings values = {}) {
        const auto code = plugins::library::load(folder_.add(plugin));
        REQUIRE(code);
        return plugins::create_instance(*code, "klm", std::move(values), context());
    }

    std::unique_ptr<plugins::instance> start(const std::string& plugin, settings values = {}) {
        auto made = try_start(plugin, std::move(values));
        REQUIRE(made);
        return std::move(*made);
    }

    template <class T>
    T run(task<T> work) {
        std::optional<T> value;
        auto keep = [](std::optional<T>& into, task<T> inner) -> task<void> {
            into.emplace(co_await std::move(inner));
        };
        tests::run(keep(value, std::move(work)), loop_);
        return std::move(*value);
    }

    // What is ready to run, as the loop of a daemon would.
    void turn() {
        loop_.restart();
        loop_.poll();
    }

    std::string file(const std::string& plugin) const { return folder_.file(plugin); }
    boost::asio::io_context& loop() { return loop_; }

    recording_log log;

private:
    plugins::instance_context context() {
        plugins::instance_context made{loop_.get_executor()};
        made.services.log = &log;
        made.limits = limits_;
        made.watch = &watch_;
        return made;
    }

    plugin_folder folder_;
    plugins::call_limits limits_;
    plugins::loop_watch watch_;
    boost::asio::io_context loop_;
};

inline std::vector<sink_item> items(int count) {
    std::vector<sink_item> made(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) made[static_cast<std::size_t>(i)].key = std::to_string(i);
    return made;
}

}  // namespace earshot::tests
