// The daemon's own keys as field tables: what is checked, and what docs/configuration.md lists.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "earshot/settings.hpp"

namespace earshot::app {

inline constexpr field root_fields[] = {
    {"state_directory", field_type::path, presence::optional, "/var/lib/earshot", nullptr,
     "where the journal is kept"},
    {"plugin_directory", field_type::path, presence::optional, nullptr, nullptr,
     "where plugins are; without it, beside the program"},
    {"rules", field_type::path, presence::optional, nullptr, nullptr,
     "folder of monitoring rules (*.yaml); without it, there are none"},
};

inline constexpr field log_fields[] = {
    {"level", field_type::choice, presence::optional, "info", "debug, info, warning, error",
     "the least important events that are logged"},
    {"format", field_type::choice, presence::optional, "auto", "auto, plain, json, journald",
     "auto: journald under systemd, else plain"},
};

inline constexpr field http_fields[] = {
    {"listen", field_type::text, presence::required, nullptr, nullptr,
     "address:port for webhooks, such as 127.0.0.1:8080 or [::]:443"},
    {"public_url", field_type::url, presence::optional, nullptr, nullptr,
     "the address at which platforms reach this listener"},
    {"max_body", field_type::size, presence::optional, "1MiB", nullptr, "of a request"},
    {"max_header", field_type::size, presence::optional, "16KiB", nullptr, "of a request"},
    {"max_connections", field_type::integer, presence::optional, "1000", nullptr,
     "open at the same time"},
    {"max_requests_per_second", field_type::integer, presence::optional, "0", nullptr,
     "from one peer address, more is answered with 429; 0: no bound"},
    {"request_timeout", field_type::duration, presence::optional, "10s", nullptr,
     "from the first to the last byte of a request"},
    {"idle_timeout", field_type::duration, presence::optional, "60s", nullptr,
     "of a connection between requests"},
};

inline constexpr field tls_fields[] = {
    {"certificate", field_type::path, presence::required, nullptr, nullptr,
     "PEM file with the chain"},
    {"key", field_type::path, presence::required, nullptr, nullptr,
     "PEM file with the private key"},
};

inline constexpr field control_fields[] = {
    {"socket", field_type::path, presence::optional, "/run/earshot/control.sock", nullptr,
     "where the command `earshot` talks to the daemon"},
};

inline constexpr field http_client_fields[] = {
    {"ca_file", field_type::path, presence::optional, nullptr, nullptr,
     "PEM file of the authorities to trust instead of the system's"},
    {"max_body", field_type::size, presence::optional, "8MiB", nullptr, "of an answer"},
    {"max_connections_per_host", field_type::integer, presence::optional, "16", nullptr,
     "open at the same time"},
    {"connect_timeout", field_type::duration, presence::optional, "5s", nullptr,
     "for resolving, connecting and TLS"},
    {"idle_timeout", field_type::duration, presence::optional, "30s", nullptr,
     "after which an unused connection is closed"},
};

inline constexpr field language_fields[] = {
    {"serves", field_type::text_list, presence::optional, nullptr, nullptr,
     "languages the brand answers in, such as [nl, en]; they decide between look-alikes"},
    {"certainty", field_type::integer, presence::optional, "90", nullptr,
     "percent below which a language counts as unknown, 50 to 99"},
    {"model", field_type::path, presence::optional, nullptr, nullptr,
     "a fastText model (lid.176.ftz, lid.176.bin) as one more witness"},
};

inline constexpr field case_fields[] = {
    {"join_window", field_type::duration, presence::optional, "24h", nullptr,
     "for so long a direct message joins its author's public case"},
    {"close_after", field_type::duration, presence::optional, "7d", nullptr,
     "of silence an answered case is closed; a later word opens it again"},
    {"reopen_within", field_type::duration, presence::optional, "30d", nullptr,
     "of silence; later than that, a new case begins"},
    {"reach_levels", field_type::text_list, presence::optional, "[10000, 100000, 1000000]", nullptr,
     "reach at which a case escalates, once each, in ascending order"},
};

inline constexpr field account_fields[] = {
    {"plugin", field_type::text, presence::required, nullptr, nullptr,
     "id of the plugin, see `earshot plugin list`"},
    {"poll_interval", field_type::duration, presence::optional, "30s", nullptr,
     "between two looks at the platform, where it is asked"},
    {"reply_expiry", field_type::duration, presence::optional, "24h", nullptr,
     "after which an answer that could not be sent is given up"},
    {"signature", field_type::text, presence::optional, nullptr, nullptr,
     "put behind every answer whose author is known (of `earshot reply` by `--as`), with "
     "{initials} and {name}, such as \" ^{initials}\"; it counts for the platform's limit"},
    {"answers_per_hour", field_type::integer, presence::optional, "20", nullptr,
     "answers within an hour to one case or, outside any, to one person, those under way included; "
     "more are taken for two programs that answer each other, and refused; at most 30, 0: any "
     "number"},
    {"language", field_type::text, presence::optional, nullptr, nullptr,
     "what is mostly spoken there, such as nl; weighs a little where a text leaves it open"},
    {"credential_warning", field_type::duration, presence::optional, "14d", nullptr,
     "so long before a credential ends there is a warning"},
    {"silence_after", field_type::duration, presence::optional, nullptr, nullptr,
     "an alarm when the platform has not been reached for so long, 0s: none; without it, 15m and "
     "more where it is polled seldom, and none where it is not polled"},
    {"volume_alarm", field_type::boolean, presence::optional, "true", nullptr,
     "an alarm when nothing is heard although much usually is at that hour"},
    {"queue_age_alarm", field_type::duration, presence::optional, "15m", nullptr,
     "an alarm when an answer waits longer to be published"},
    {"webhook_patience", field_type::duration, presence::optional, "10m", nullptr,
     "so long the platform calls again where nobody answers; what came earlier in a longer absence "
     "is a gap, where nothing is polled"},
};

inline constexpr field sink_fields[] = {
    {"plugin", field_type::text, presence::required, nullptr, nullptr,
     "id of the plugin, see `earshot plugin list`"},
    {"accounts", field_type::text_list, presence::optional, nullptr, nullptr,
     "whose messages it gets; without it, everybody's"},
    {"only_when_routed", field_type::boolean, presence::optional, "false", nullptr,
     "it gets only what a rule sends there"},
    {"poll_interval", field_type::duration, presence::optional, "15s", nullptr,
     "between two looks for agents' answers, where the destination is asked for them"},
    {"credential_warning", field_type::duration, presence::optional, "14d", nullptr,
     "so long before a credential ends there is a warning"},
    {"queue_age_alarm", field_type::duration, presence::optional, "15m", nullptr,
     "an alarm when an item waits longer to be delivered"},
};

// Keys of an account or a sink, which no plugin's field may bear the name of: it would have two
// meanings and two defaults. One plugin may be both, so the keys of both count for each.
constexpr bool is_daemons_own(std::string_view key) {
    const auto named = [&](const field& one) { return key == one.name; };
    return std::ranges::any_of(account_fields, named) || std::ranges::any_of(sink_fields, named);
}

struct section {
    std::string_view name;  // `http.tls`; empty: the top
    std::span<const field> fields;
};

inline constexpr std::array sections{
    section{"", root_fields},
    section{"log", log_fields},
    section{"http", http_fields},
    section{"http.tls", tls_fields},
    section{"control", control_fields},
    section{"http_client", http_client_fields},
    section{"language", language_fields},
    section{"cases", case_fields},
    section{"accounts.NAME", account_fields},
    section{"sinks.NAME", sink_fields},
};

}  // namespace earshot::app
