// A plugin's object with everything that must live as long as it: its library, its host, and the
// record of how its calls went. Shared by the instance and by every call in progress.
#pragma once

#include <array>
#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "earshot/settings_check.hpp"
#include "plugins/call_table.hpp"
#include "plugins/library.hpp"
#include "plugins/loop_watch.hpp"
#include "plugins/plugin_host.hpp"

namespace earshot::plugins {

// [loop]
class plugin_object {
public:
    plugin_object(boost::asio::any_io_executor loop, std::shared_ptr<const library> code,
                  std::string name, settings values, service_set services, loop_watch& watch,
                  duration grace);
    // Destroys the plugin. Its code is let go one turn of the loop later: we may have been called
    // from within it.
    ~plugin_object();
    plugin_object(const plugin_object&) = delete;
    plugin_object& operator=(const plugin_object&) = delete;

    // Errors: permanent `plugin.create`.
    result<void> create();
    const std::vector<settings_problem>& refused() const { return refused_; }  // by create()

    const library& code() const { return *code_; }
    plugin_host& host() { return host_; }
    loop_watch& watch() { return watch_; }
    call_table& calls() { return *calls_; }
    std::uint32_t watched(call_kind kind) const { return watched_call(*watched_, kind); }
    boost::asio::any_io_executor executor(call_kind kind) const;  // for coroutines of the plugin

    template <class Interface>
    Interface* find() const {
        return earshot::find<Interface>(*plugin_);
    }

    // Why no call may be made (throttled: look again later); null: it may.
    const error* refusal() const { return stopped_ ? &*stopped_ : stuck_ ? &*stuck_ : nullptr; }

    // How calls ended; each is logged where it is news.
    void succeeded(call_kind kind);
    void failed(call_kind kind, const error& why);   // as the plugin said: the stage logs it
    void faulted(call_kind kind, const error& why);  // as the guard found: logged now and then
    void left_behind(call_kind kind);                // still running
    void came_back(call_kind kind);                  // which was left behind
    const std::string& problem() const;  // of the last call that failed and has not worked since

private:
    result<void> make();
    std::string take_refusal(const bad_settings& why);
    result<void> check_capabilities();
    void stop_if_blocked(call_kind kind);

    std::shared_ptr<const library> code_;
    boost::asio::any_io_executor loop_;
    loop_watch& watch_;
    std::shared_ptr<watched_instance> watched_;
    plugin_host host_;
    earshot::plugin* plugin_ = nullptr;
    std::vector<settings_problem> refused_;

    std::shared_ptr<call_table> calls_;
    duration grace_;
    std::optional<error> stopped_;
    std::optional<error> stuck_;
    int left_behind_ = 0;
    std::array<std::string, call_kinds> problems_;
    std::array<std::chrono::steady_clock::time_point, call_kinds> quiet_until_{};
    call_kind last_problem_ = call_kind::create;
};

// Cut and cleared of control characters: what a plugin throws may hold anything.
std::string printable(std::string_view text);

}  // namespace earshot::plugins
