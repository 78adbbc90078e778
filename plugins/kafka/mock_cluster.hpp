// Brokers of a test: the mock cluster inside librdkafka, on loopback. Tests only.
#pragma once

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace earshot::kafka {

struct consumed {
    std::string key;
    std::string payload;
    std::map<std::string, std::string> headers;
    int partition;
};

class mock_cluster {
public:
    explicit mock_cluster(const std::string& topic, int partitions = 4) : topic_(topic) {
        std::array<char, 512> words{};
        owner_ = rd_kafka_new(RD_KAFKA_PRODUCER, quiet(), words.data(), words.size());
        if (!owner_) throw std::runtime_error(words.data());
        cluster_ = rd_kafka_mock_cluster_new(owner_, 1);
        rd_kafka_mock_topic_create(cluster_, topic.c_str(), partitions, 1);
    }
    ~mock_cluster() {
        rd_kafka_mock_cluster_destroy(cluster_);
        rd_kafka_destroy(owner_);
    }
    mock_cluster(const mock_cluster&) = delete;
    mock_cluster& operator=(const mock_cluster&) = delete;

    std::string broker() const { return rd_kafka_mock_cluster_bootstraps(cluster_); }
    void down() { rd_kafka_mock_broker_set_down(cluster_, 1); }
    void up() { rd_kafka_mock_broker_set_up(cluster_, 1); }
    void refuse(rd_kafka_resp_err_t why) {
        constexpr std::int16_t produce = 0;  // the key of that request in Kafka's protocol
        rd_kafka_mock_push_request_errors(cluster_, produce, 1, why);
    }
    // The first `count` records of all partitions, in order within each.
    std::vector<consumed> read(std::size_t count, int partitions = 4) const {
        std::array<char, 512> words{};
        rd_kafka_conf_t* wanted = quiet();
        for (const auto& [name, value] :
             {std::pair("bootstrap.servers", broker()), {"group.id", std::string("test")}})
            rd_kafka_conf_set(wanted, name, value.c_str(), words.data(), words.size());
        rd_kafka_t* reader = rd_kafka_new(RD_KAFKA_CONSUMER, wanted, words.data(), words.size());
        rd_kafka_topic_partition_list_t* all = rd_kafka_topic_partition_list_new(partitions);
        for (int i = 0; i < partitions; ++i)
            rd_kafka_topic_partition_list_add(all, topic_.c_str(), i)->offset = 0;
        rd_kafka_assign(reader, all);
        rd_kafka_topic_partition_list_destroy(all);
        std::vector<consumed> found;
        for (int idle = 0; found.size() < count && idle < 20;) {
            rd_kafka_message_t* one = rd_kafka_consumer_poll(reader, 100);
            idle = one ? 0 : idle + 1;
            take(one, found);
        }
        rd_kafka_consumer_close(reader);
        rd_kafka_destroy(reader);
        return found;
    }

private:
    static rd_kafka_conf_t* quiet() {
        rd_kafka_conf_t* made = rd_kafka_conf_new();
        rd_kafka_conf_set_log_cb(made, [](const rd_kafka_t*, int, const char*, const char*) {});
        return made;
    }

    static void take(rd_kafka_message_t* one, std::vector<consumed>& into) {
        if (!one) return;
        if (!one->err) {
            consumed made{{static_cast<const char*>(one->key), one->key_len},
                          {static_cast<const char*>(one->payload), one->len},
                          {},
                          one->partition};
            rd_kafka_headers_t* headers = nullptr;
            rd_kafka_message_headers(one, &headers);
            const char* name = nullptr;
            const void* value = nullptr;
            std::size_t size = 0;
            for (std::size_t i = 0;
                 headers && !rd_kafka_header_get_all(headers, i, &name, &value, &size); ++i)
                made.headers[name] = {static_cast<const char*>(value), size};
            into.push_back(std::move(made));
        }
        rd_kafka_message_destroy(one);
    }

    const std::string topic_;
    rd_kafka_t* owner_ = nullptr;
    rd_kafka_mock_cluster_t* cluster_ = nullptr;
};

}  // namespace earshot::kafka
