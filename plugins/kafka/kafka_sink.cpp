#include "kafka/kafka_sink.hpp"

#include <algorithm>

#include "earshot/settings_check.hpp"

namespace earshot::kafka {

namespace {

bool is_broker(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const bool port = colon != text.npos && colon > 0 && colon + 1 < text.size() &&
                      text.find_first_not_of("0123456789", colon + 1) == text.npos;
    return port && !text.contains("://") && text.find_first_of(", \t/") == text.npos;
}

// As the brokers would refuse it.
bool is_topic(const std::string& name) {
    const auto allowed = [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-');
    };
    return !name.empty() && name.size() <= 249 && name != "." && name != ".." &&
           std::ranges::all_of(name, allowed);
}

void check_brokers(const std::vector<std::string>& brokers, settings_check& check) {
    if (brokers.empty() || brokers.size() > 100)
        check.refuse("brokers", "has none or more than 100; name some of them");
    for (const std::string& one : brokers)
        if (one.contains('@'))  // a password stands before it
            check.refuse("brokers", "has a user in an address; use user, password and sasl");
        else if (!is_broker(one))
            check.refuse("brokers", "has '" + one + "'; write each as HOST:PORT");
}

void check_login(const settings& given, settings_check& check) {
    const std::string& sasl = given.text("sasl");
    for (const char* part : {"user", "password"}) {
        if (sasl == "none" && given.has(part))
            check.refuse(part,
                         "counts only with sasl; set sasl to what the brokers ask for, or "
                         "remove this");
        if (sasl != "none" && (!given.has(part) || given.text(part).empty()))
            check.refuse("sasl", "is " + sasl + ", which needs " + part + "; add it");
    }
    if (sasl == "plain" && !given.boolean("tls"))
        check.refuse("sasl",
                     "is plain, which shows the password to everybody on the way; set tls "
                     "to true, or sasl to scram_sha_512");
}

void check_tls(const settings& given, settings_check& check) {
    check.together("certificate", "certificate_key");
    if (given.has("certificate") && !given.boolean("tls"))
        check.refuse("certificate", "counts only with tls; set tls to true, or remove this");
}

// Before anything is sent, and before there is a thread.
host& checked(host& services) {
    const settings& given = services.configuration();
    settings_check check(given);
    check_brokers(given.list("brokers"), check);
    if (!is_topic(given.text("topic")))
        check.refuse("topic", "is '" + given.text("topic") +
                                  "', no name of one; write letters, digits, '.', '_' and '-'");
    check_login(given, check);
    check_tls(given, check);
    check.span("timeout", std::chrono::seconds{1}, std::chrono::seconds{30});
    check.finish();
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
