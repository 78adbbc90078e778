#include "kafka/kafka_sink.hpp"

#include <algorithm>
#include <stdexcept>

namespace earshot::kafka {

namespace {

void check_broker(const std::string& broker) {
    const std::size_t colon = broker.rfind(':');
    const bool port = colon != broker.npos && colon > 0 && colon + 1 < broker.size() &&
                      broker.find_first_not_of("0123456789", colon + 1) == broker.npos;
    if (!port || broker.contains("://") || broker.contains(','))
        throw std::invalid_argument("brokers: write each as HOST:PORT");
}

// As the brokers would refuse it.
void check_topic(const std::string& name) {
    const auto allowed = [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-');
    };
    if (name.empty() || name.size() > 249 || name == "." || name == ".." ||
        !std::ranges::all_of(name, allowed))
        throw std::invalid_argument("topic '" + name +
                                    "' is not the name of one: letters, digits, '.', '_' and '-'");
}

void check_access(const settings& given) {
    const std::string& sasl = given.text("sasl");
    if (sasl != "none" && (!given.has("user") || !given.has("password")))
        throw std::invalid_argument("sasl needs user and password");
    if (sasl == "plain" && !given.boolean("tls"))
        throw std::invalid_argument(
            "sasl: plain shows the password to everybody on the way; it "
            "needs tls: true");
    if (given.has("certificate") != given.has("certificate_key"))
        throw std::invalid_argument("certificate and certificate_key belong together");
}

// Before anything is sent, and before there is a thread.
host& checked(host& services) {
    const settings& given = services.configuration();
    if (given.list("brokers").empty() || given.list("brokers").size() > 100)
        throw std::invalid_argument("brokers: name 1 to 100 of them");
    for (const std::string& one : given.list("brokers")) check_broker(one);
    check_topic(given.text("topic"));
    check_access(given);
    const duration timeout = given.span("timeout");
    if (timeout < std::chrono::seconds{1} || timeout > std::chrono::seconds{30})
        throw std::invalid_argument("timeout must be between 1s and 30s");
    return services;
}

}  // namespace

kafka_sink::kafka_sink(host& services)
    : log_(checked(services)),
      writer_(log_, origin_of(services.configuration(), services.instance()), "kafka") {
    keep_loaded(reinterpret_cast<const void*>(&rd_kafka_new));
}

task<std::vector<result<receipt>>> kafka_sink::deliver(std::vector<sink_item> items) {
    return writer_.deliver(std::move(items));
}

task<std::vector<result<receipt>>> kafka_sink::inform(std::vector<notice> items) {
    return writer_.inform(std::move(items));
}

}  // namespace earshot::kafka
