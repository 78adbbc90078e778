#include "nats/nats_sink.hpp"

#include <algorithm>

#include "earshot/settings_check.hpp"
#include "nats/subject.hpp"

namespace earshot::nats {

namespace {

// A password has no place in an address, and nothing in the words about one that has it.
void check_server(std::string_view server, settings_check& check) {
    if (server.contains('@'))
        return check.refuse("servers",
                            "has a user in an address; use token, user and password, or "
                            "credentials");
    std::string_view host = server.substr(std::min(server.find("://") + 3, server.size()));
    if (host.ends_with('/') && host.contains(':')) host.remove_suffix(1);  // it ends the port
    const bool known = server.starts_with("nats://") || server.starts_with("tls://");
    if (!known || host.empty() || host.starts_with(':') ||
        host.find_first_of("/?# \t") != host.npos)
        check.refuse("servers", "has '" + std::string(server) +
                                    "'; write addresses as nats://HOST:PORT or tls://HOST:PORT");
}

void check_servers(const std::vector<std::string>& servers, settings_check& check) {
    if (servers.empty() || servers.size() > 16)
        check.refuse("servers", "has none or more than 16; name 1 to 16 of them");
    for (const std::string& one : servers) check_server(one, check);
}

void check_stream(const std::string& name, settings_check& check) {
    if (name.empty() || name.find_first_of(" \t\r\n.*>/\\") != name.npos)
        check.refuse("stream", "is '" + name +
                                   "', no name of a stream; write it without dots, spaces, "
                                   "slashes and wildcards");
}

// One way to show who we are: of two, the client library would choose.
void check_login(const settings& given, settings_check& check) {
    check.together("user", "password");
    const char* chosen = nullptr;
    for (const char* way : {"token", "user", "credentials"}) {
        if (!given.has(way)) continue;
        if (chosen)
            check.refuse(way, "and " + std::string(chosen) +
                                  " exclude each other; keep the one that the server asks for");
        chosen = chosen ? chosen : way;
    }
}

// Before anything is sent, and before there is a thread.
host& checked(host& services) {
    const settings& given = services.configuration();
    settings_check check(given);
    check_servers(given.list("servers"), check);
    check_stream(given.text("stream"), check);
    check_subject(given.text("subject"), check);
    check.span("timeout", std::chrono::milliseconds{100}, std::chrono::seconds{30});
    check_login(given, check);
    check.together("certificate", "certificate_key");
    check.finish();
    return services;
}

}  // namespace

nats_sink::nats_sink(host& services)
    : stream_(checked(services)),
      writer_(stream_, origin_of(services.configuration(), services.instance()), "nats") {
    keep_loaded(reinterpret_cast<const void*>(&nats_Open));
}

task<std::vector<result<receipt>>> nats_sink::deliver(std::vector<sink_item> items) {
    return writer_.deliver(std::move(items));
}

task<std::vector<result<receipt>>> nats_sink::inform(std::vector<notice> items) {
    return writer_.inform(std::move(items));
}

}  // namespace earshot::nats
