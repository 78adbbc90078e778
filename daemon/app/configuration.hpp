// What the operator wrote, read and checked. The same code serves the daemon, its reload and
// `earshot check`. Values: equal configurations run the same.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/config_tree.hpp"
#include "base/log.hpp"
#include "earshot/settings.hpp"
#include "earshot/settings_check.hpp"

namespace earshot::app {

inline constexpr const char* default_configuration_file = "/etc/earshot/earshot.yaml";
inline constexpr const char* default_control_socket = "/run/earshot/control.sock";

struct log_configuration {
    log_level level = log_level::info;
    std::optional<base::log_format> format;  // nothing: as base::detect_log_format() finds

    bool operator==(const log_configuration&) const = default;
};

struct http_configuration {
    std::string address;  // without brackets
    std::uint16_t port = 0;
    std::string public_url;  // as platforms reach it, without a slash at the end; empty: unknown
    std::string tls_certificate;  // PEM; empty: plain HTTP, behind a proxy
    std::string tls_key;
    std::size_t max_body = 0;
    std::size_t max_header = 0;
    std::size_t max_connections = 0;
    int max_requests_per_second = 0;  // by peer; 0: no bound
    duration request_timeout{};
    duration idle_timeout{};

    bool operator==(const http_configuration&) const = default;
};

struct http_client_configuration {
    std::string ca_file;  // empty: the system's store
    std::size_t max_body = 0;
    std::size_t max_connections_per_host = 0;
    duration connect_timeout{};
    duration idle_timeout{};

    bool operator==(const http_client_configuration&) const = default;
};

struct language_configuration {
    std::vector<std::string> serves;
    int certainty = 90;  // percent
    std::string model;   // empty: none

    bool operator==(const language_configuration&) const = default;
};

struct case_configuration {
    duration join_window{};
    duration close_after{};
    duration reopen_within{};
    std::vector<std::int64_t> reach_levels;  // ascending

    bool operator==(const case_configuration&) const = default;
};

// What is worth an alarm.
struct watch_configuration {
    duration credential_warning{};
    duration queue_age_alarm{};
    std::optional<duration> silence_after;  // nothing: by how often it is polled
    bool volume_alarm = false;
    duration webhook_patience{};

    bool operator==(const watch_configuration&) const = default;
};

// A plugin at work under a name of its own.
struct instance_configuration {
    std::string name;
    std::string plugin;  // its id
    watch_configuration watched;
    base::config_node written;  // the whole mapping, for check_plugins
    settings fields;            // by the plugin's table, after check_plugins

    bool operator==(const instance_configuration&) const = default;
};

struct account_configuration : instance_configuration {
    duration poll_interval{};
    duration reply_expiry{};
    std::string signature;  // empty: none
    std::string language;   // empty: not said
    std::size_t answers_per_hour = 0;

    bool operator==(const account_configuration&) const = default;
};

struct sink_configuration : instance_configuration {
    std::vector<std::string> accounts;  // whose messages; empty: everybody's
    bool only_when_routed = false;
    duration poll_interval{};

    bool operator==(const sink_configuration&) const = default;
};

struct configuration {
    std::filesystem::path state_directory;
    std::filesystem::path plugin_directory;
    log_configuration log;
    std::optional<http_configuration> http;  // nothing: no webhooks
    std::filesystem::path control_socket;
    http_client_configuration http_client;
    std::filesystem::path rules;  // empty: none
    language_configuration language;
    case_configuration cases;
    std::vector<account_configuration> accounts;  // in the order of the file
    std::vector<sink_configuration> sinks;

    bool operator==(const configuration&) const = default;
};

// What must be known of a plugin to check its part. Lives as long as its library.
struct plugin_outline {
    std::span<const field> fields;
    std::vector<std::string_view> capabilities;
    // What the plugin itself refuses of settings that fit its table, for a daemon that platforms
    // reach at `public_url`; null: it is not asked.
    std::function<std::vector<settings_problem>(const instance_configuration&,
                                                const std::string& public_url)>
        judge;
};

// Errors: any, saying why there is no such plugin or why it cannot be used.
using plugin_lookup = std::function<result<plugin_outline>(std::string_view id)>;

// The daemon's own part. What is wrong goes to `problems`; the result is good when none was added.
configuration read_configuration(const base::config_node& root, base::config_problems& problems);

// That there is something to do: a daemon without accounts and sinks is a mistake, such as a file
// that lost its content. Says nothing where other problems may be the reason.
void check_purpose(const configuration& read, const std::string& file,
                   base::config_problems& problems);

// The plugins' part: fills in the `fields` of every instance, and asks its plugin for its judgement
// where nothing was wrong with them.
void check_plugins(configuration& read, const plugin_lookup& plugins,
                   base::config_problems& problems);

// Beside an executable in BIN: BIN/../lib/earshot/plugins or, where installed on a multiarch
// system, BIN/../lib/ARCHITECTURE/earshot/plugins. The first of them when neither exists.
std::filesystem::path plugin_directory_beside(const std::filesystem::path& executable);

}  // namespace earshot::app
