#include "app/configuration.hpp"

#include <sys/un.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>

#include "app/configuration_fields.hpp"
#include "app/configuration_instances.hpp"
#include "app/configuration_section.hpp"
#include "language/tags.hpp"

namespace earshot::app {

namespace {

using base::config_node;
using base::config_problems;
using shape = config_node::shape;

constexpr std::string_view groups[] = {"log",      "http",  "control",  "http_client",
                                       "language", "cases", "accounts", "sinks"};
constexpr std::string_view group_in_http[] = {"tls"};

log_configuration read_log(const config_node& node, config_problems& problems) {
    const section_reader from(node, log_fields, {}, problems);
    static const std::map<std::string, log_level> levels{{"debug", log_level::debug},
                                                         {"info", log_level::info},
                                                         {"warning", log_level::warning},
                                                         {"error", log_level::error}};
    static const std::map<std::string, base::log_format> formats{
        {"plain", base::log_format::plain},
        {"json", base::log_format::json},
        {"journald", base::log_format::journald}};
    log_configuration out;
    if (const auto level = levels.find(from.text("level")); level != levels.end())
        out.level = level->second;
    if (const auto format = formats.find(from.text("format")); format != formats.end())
        out.format = format->second;
    return out;
}

// `127.0.0.1:8080`, `[::1]:8080`. The last colon divides; an address with colons has brackets.
void read_listen(const section_reader& from, http_configuration& out) {
    const std::string listen = from.text("listen");
    if (listen.empty()) return;
    const std::size_t colon = std::min(listen.rfind(':'), listen.size());
    std::string_view address = std::string_view(listen).substr(0, colon);
    const std::string_view port =
        std::string_view(listen).substr(std::min(colon + 1, listen.size()));
    const auto [end, bad] = std::from_chars(port.data(), port.data() + port.size(), out.port);
    const bool bracketed = address.size() > 2 && address.front() == '[' && address.back() == ']';
    if (bracketed) address = address.substr(1, address.size() - 2);
    const bool good_address = !address.empty() && address.find_first_of("[]") == address.npos &&
                              bracketed == (address.find(':') != address.npos);
    if (bad != std::errc{} || end != port.data() + port.size() || !good_address)
        from.problem("listen",
                     "is not an address and a port; write it as 127.0.0.1:8080 or [::1]:8080");
    out.address = address;
}

http_configuration read_http(const config_node& node, config_problems& problems) {
    const section_reader from(node, http_fields, group_in_http, problems);
    http_configuration out;
    read_listen(from, out);
    out.public_url = from.text("public_url");
    while (out.public_url.ends_with('/')) out.public_url.pop_back();
    out.max_body = from.size("max_body");
    out.max_header = from.size("max_header");
    out.max_connections = static_cast<std::size_t>(from.number("max_connections", 1, 100'000));
    out.max_requests_per_second =
        static_cast<int>(from.number("max_requests_per_second", 0, 1'000'000));
    out.request_timeout = from.span("request_timeout", duration{100}, std::chrono::hours{1});
    out.idle_timeout = from.span("idle_timeout", duration{100}, std::chrono::hours{1});
    if (node.find("tls")) {
        const config_node tls = group(node, "tls", problems);
        const section_reader files(tls, tls_fields, {}, problems);
        out.tls_certificate = files.text("certificate");
        out.tls_key = files.text("key");
    }
    return out;
}

http_client_configuration read_client(const config_node& node, config_problems& problems) {
    const section_reader from(node, http_client_fields, {}, problems);
    http_client_configuration out;
    out.ca_file = from.text("ca_file");
    out.max_body = from.size("max_body");
    out.max_connections_per_host =
        static_cast<std::size_t>(from.number("max_connections_per_host", 1, 1'000));
    out.connect_timeout = from.span("connect_timeout", duration{100}, std::chrono::minutes{5});
    out.idle_timeout = from.span("idle_timeout", duration{100}, std::chrono::hours{1});
    return out;
}

language_configuration read_language(const config_node& node, config_problems& problems) {
    const section_reader from(node, language_fields, {}, problems);
    language_configuration out;
    for (const std::string& written : from.list("serves")) {
        auto tag = language::language_named(written);
        if (tag)
            out.serves.push_back(std::move(*tag));
        else
            from.problem("serves", "is refused: " + tag.error().detail);
    }
    out.certainty = static_cast<int>(from.number("certainty", 50, 99));
    out.model = from.text("model");
    return out;
}

std::vector<std::int64_t> read_levels(const section_reader& from) {
    std::vector<std::int64_t> levels;
    for (const std::string& text : from.list("reach_levels")) {
        std::int64_t level = 0;
        const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), level);
        const bool number = bad == std::errc{} && end == text.data() + text.size();
        if (!number || level < 1 || (!levels.empty() && level <= levels.back()))
            from.problem("reach_levels", "has '" + text +
                                             "'; write whole numbers, each greater than the one "
                                             "before, such as [1000, 10000]");
        levels.push_back(level);
    }
    return levels;
}

case_configuration read_cases(const config_node& node, config_problems& problems) {
    const section_reader from(node, case_fields, {}, problems);
    constexpr std::chrono::minutes least{1};
    constexpr std::chrono::days most{3'650};
    case_configuration out;
    out.join_window = from.span("join_window", least, most);
    out.close_after = from.span("close_after", least, most);
    out.reopen_within = from.span("reopen_within", least, most);
    out.reach_levels = read_levels(from);
    return out;
}

// unix(7): the path and its final zero must fit.
std::string read_control(const config_node& node, config_problems& problems) {
    const section_reader from(node, control_fields, {}, problems);
    const std::string socket = from.text("socket");
    if (socket.size() >= sizeof(sockaddr_un::sun_path))
        from.problem("socket", "is longer than the " +
                                   std::to_string(sizeof(sockaddr_un::sun_path) - 1) +
                                   " bytes a socket's path may have; choose a shorter one");
    return socket;
}

std::string plugin_directory(const section_reader& root) {
    std::string given = root.text("plugin_directory");
    if (!given.empty()) return given;
    std::error_code ignored;
    return plugin_directory_beside(std::filesystem::read_symlink("/proc/self/exe", ignored));
}

}  // namespace

std::filesystem::path plugin_directory_beside(const std::filesystem::path& executable) {
    const auto lib = executable.parent_path().parent_path() / "lib";
    const auto installed = lib / EARSHOT_LIBRARY_ARCHITECTURE / "earshot" / "plugins";
    const auto built = lib / "earshot" / "plugins";
    std::error_code ignored;
    const bool only_installed = !std::filesystem::is_directory(built, ignored) &&
                                std::filesystem::is_directory(installed, ignored);
    return only_installed ? installed : built;
}

configuration read_configuration(const config_node& root, config_problems& problems) {
    configuration out;
    if (root.is() != shape::mapping && root.is() != shape::nothing)
        problems.add(root.at(), "the file is " + std::string(to_string(root.is())) +
                                    ", not a mapping; write keys such as `accounts:`");
    const section_reader from(root, root_fields, groups, problems);
    out.state_directory = from.text("state_directory");
    out.plugin_directory = plugin_directory(from);
    out.log = read_log(group(root, "log", problems), problems);
    if (root.find("http")) out.http = read_http(group(root, "http", problems), problems);
    out.control_socket = read_control(group(root, "control", problems), problems);
    out.http_client = read_client(group(root, "http_client", problems), problems);
    out.rules = from.text("rules");
    out.language = read_language(group(root, "language", problems), problems);
    out.cases = read_cases(group(root, "cases", problems), problems);
    read_instances(root, out, problems);
    return out;
}

void check_purpose(const configuration& read, const std::string& file, config_problems& problems) {
    if (!problems.empty() || !read.accounts.empty() || !read.sinks.empty()) return;
    problems.add({std::make_shared<const std::string>(file), 1, 1},
                 "nothing would be read or forwarded, for the file has neither accounts nor sinks; "
                 "add one of each below `accounts:` and `sinks:`");
}

}  // namespace earshot::app
