#include "kafka/topic_log.hpp"

#include <algorithm>

#include "kafka/problem.hpp"

namespace earshot::kafka {

namespace {

constexpr duration look_at_stop{100};

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& one : names) out.append(out.empty() ? "" : ",").append(one);
    return out;
}

std::string mechanism(const std::string& sasl) {
    if (sasl == "scram_sha_256") return "SCRAM-SHA-256";
    if (sasl == "scram_sha_512") return "SCRAM-SHA-512";
    return "PLAIN";
}

std::string protocol(const settings& given) {
    const bool sasl = given.text("sasl") != "none";
    if (given.boolean("tls")) return sasl ? "sasl_ssl" : "ssl";
    return sasl ? "sasl_plaintext" : "plaintext";
}

bool is_refusal(const result<receipt>& one) {
    return !one && one.error().kind == error_kind::unauthorized;
}

}  // namespace

topic_log::topic_log(host& services)
    : name_(services.instance()),
      settings_(services.configuration()),
      secrets_(use<secrets>(services)),
      log_(use<log>(services)),
      topic_(settings_.text("topic")) {}

std::vector<result<receipt>> topic_log::publish(std::span<const stream::record* const> wave,
                                                std::stop_token stop) {
    if (const auto ready = open(); !ready)
        return outcomes(wave.size(), std::unexpected(ready.error()));
    to_->forget_problem();
    outcomes found(wave.size(), std::unexpected(why(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT)));
    const std::size_t open = send_all(wave, found);
    collect(open, found, stop);
    // The next one reads the secrets anew, or begins a new sequence.
    const bool over = stop.stop_requested() || to_->is_broken();
    if (over || std::ranges::any_of(found, is_refusal)) to_.reset();
    return found;
}

// --- opening ---

result<void> topic_log::open() {
    if (to_) return {};
    const auto wanted = properties();
    if (!wanted) return std::unexpected(wanted.error());
    auto made = producer::create(*wanted, log_);
    if (!made) return std::unexpected(std::move(made.error()));
    to_ = std::move(*made);
    return {};
}

// `murmur2`: a key goes where producers in Java would put it. A topic that is missing is to be told
// before a record has waited too long.
result<producer::properties> topic_log::properties() {
    const auto timeout = settings_.span("timeout").count();
    producer::properties made{{"bootstrap.servers", joined(settings_.list("brokers"))},
                              {"client.id", "earshot-" + name_},
                              {"enable.idempotence", "true"},
                              {"acks", "all"},
                              {"linger.ms", "2"},
                              {"message.timeout.ms", std::to_string(timeout)},
                              {"topic.metadata.propagation.max.ms", std::to_string(timeout / 2)},
                              {"reconnect.backoff.max.ms", "2000"},
                              {"partitioner", "murmur2"},
                              {"compression.codec", settings_.text("compression")},
                              {"security.protocol", protocol(settings_)}};
    if (settings_.boolean("tls")) {
        made.emplace_back("ssl.ca.location", settings_.text("ca_file"));
        made.emplace_back("ssl.endpoint.identification.algorithm", "https");
    }
    if (settings_.text("sasl") != "none") {
        made.emplace_back("sasl.mechanisms", mechanism(settings_.text("sasl")));
        made.emplace_back("sasl.username", settings_.text("user"));
    }
    if (const auto added = add_secrets(made); !added) return std::unexpected(added.error());
    return made;
}

result<void> topic_log::add_secrets(producer::properties& to) {
    for (const auto& [field, property] : {std::pair("password", "sasl.password"),
                                          {"certificate", "ssl.certificate.pem"},
                                          {"certificate_key", "ssl.key.pem"}}) {
        if (!settings_.has(field)) continue;
        auto found = secrets_.read(field);
        if (!found) return fail(error_kind::unauthorized, found.error().code, found.error().detail);
        to.emplace_back(property, std::move(*found));
    }
    return {};
}

// --- writing ---

// How many reports will come.
std::size_t topic_log::send_all(std::span<const stream::record* const> wave, outcomes& into) {
    std::size_t open = 0;
    for (std::size_t i = 0; i < wave.size(); ++i) {
        const cloud_event& event = wave[i]->event;
        const producer::record one{i, event.partition_key, wave[i]->payload, event.id, event.type};
        const auto problem = to_->produce(topic_, one);
        if (problem == RD_KAFKA_RESP_ERR_NO_ERROR)
            ++open;
        else
            into[i] = std::unexpected(why(problem));
    }
    return open;
}

// All of them: librdkafka reports every record within its timeout, or when it is given up.
void topic_log::collect(std::size_t open, outcomes& into, std::stop_token stop) {
    bool given_up = false;
    while (open > 0) {
        if (stop.stop_requested() && !std::exchange(given_up, true)) to_->give_up();
        for (const report& one : to_->poll(look_at_stop)) {
            into[one.number] = outcome_of(one);
            --open;
        }
    }
}

result<receipt> topic_log::outcome_of(const report& about) const {
    if (about.problem != RD_KAFKA_RESP_ERR_NO_ERROR) return std::unexpected(why(about.problem));
    return receipt{
        topic_ + "/" + std::to_string(about.partition) + "/" + std::to_string(about.offset), {}};
}

error topic_log::why(rd_kafka_resp_err_t problem) const {
    return not_written(problem, to_->last_problem(), topic_);
}

}  // namespace earshot::kafka
