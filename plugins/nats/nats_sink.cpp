#include "nats/nats_sink.hpp"

#include <stdexcept>

#include "nats/subject.hpp"

namespace earshot::nats {

namespace {

void check_server(const std::string& server) {
    const bool known = server.starts_with("nats://") || server.starts_with("tls://");
    if (!known || server.ends_with("://"))
        throw std::invalid_argument(
            "servers: write addresses as nats://HOST:PORT or "
            "tls://HOST:PORT");
    if (server.contains('@'))
        throw std::invalid_argument(
            "servers: a password has no place in an address; use token, "
            "user and password, or credentials");
}

void check_stream(const std::string& name) {
    if (name.empty() || name.find_first_of(" \t\r\n.*>/\\") != name.npos)
        throw std::invalid_argument("stream '" + name + "' is not the name of a stream");
}

// Before anything is sent, and before there is a thread.
host& checked(host& services) {
    const settings& given = services.configuration();
    const auto& servers = given.list("servers");
    if (servers.empty() || servers.size() > 16)
        throw std::invalid_argument("servers: name 1 to 16 of them");
    for (const std::string& one : servers) check_server(one);
    check_stream(given.text("stream"));
    check_subject(given.text("subject"));
    const duration timeout = given.span("timeout");
    if (timeout < std::chrono::milliseconds{100} || timeout > std::chrono::seconds{30})
        throw std::invalid_argument("timeout must be between 100ms and 30s");
    if (given.has("user") != given.has("password"))
        throw std::invalid_argument("user and password belong together");
    if (given.has("certificate") != given.has("certificate_key"))
        throw std::invalid_argument("certificate and certificate_key belong together");
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
