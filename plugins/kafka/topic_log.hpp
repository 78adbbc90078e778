// Writes events to a topic of Kafka; events of a case go to one partition, in order.
#pragma once

#include <memory>

#include "earshot/host.hpp"
#include "earshot/service/log.hpp"
#include "earshot/service/secrets.hpp"
#include "earshot/stream.hpp"
#include "kafka/producer.hpp"

namespace earshot::kafka {

// All calls on the thread of the writer; see stream::publisher.
class topic_log final : public stream::publisher {
public:
    explicit topic_log(host& services);

    std::vector<result<receipt>> publish(std::span<const stream::record* const> wave,
                                         std::stop_token stop) override;
    void close() noexcept override { to_.reset(); }

private:
    using outcomes = std::vector<result<receipt>>;

    result<void> open();
    result<producer::properties> properties();
    result<void> add_secrets(producer::properties& to);
    std::size_t send_all(std::span<const stream::record* const> wave, outcomes& into);
    void collect(std::size_t open, outcomes& into, std::stop_token stop);
    result<receipt> outcome_of(const report& about) const;
    error why(rd_kafka_resp_err_t problem) const;

    const std::string name_;
    const settings& settings_;
    secrets& secrets_;
    log& log_;
    const std::string topic_;
    std::unique_ptr<producer> to_;
};

}  // namespace earshot::kafka
