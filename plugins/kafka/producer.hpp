// An idempotent producer of librdkafka, owned here. It has threads of its own; what it has to say
// comes out of poll(), on the caller's thread. All calls from one thread.
#pragma once

#include <librdkafka/rdkafka.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/service/log.hpp"

namespace earshot::kafka {

// What became of a record, by the number that it was given.
struct report {
    std::size_t number;
    rd_kafka_resp_err_t problem;
    std::int32_t partition;
    std::int64_t offset;
};

class producer {
public:
    using properties = std::vector<std::pair<std::string, std::string>>;

    // `events` outlives it. Errors: unauthorized `kafka.settings`, where librdkafka takes none of
    // ours; values are not in them.
    static result<std::unique_ptr<producer>> create(const properties& given, log& events);
    ~producer();  // joins its threads; what it holds is lost
    producer(const producer&) = delete;
    producer& operator=(const producer&) = delete;

    struct record {
        std::size_t number;
        const std::string& key;
        const std::string& payload;
        const std::string& id;
        const std::string& type;
    };

    // Taken over; a report follows, always. Errors: the code that a report would have.
    rd_kafka_resp_err_t produce(const std::string& topic, const record& one);

    // Reports that are there; waits up to `patience` for the first.
    std::vector<report> poll(duration patience);

    // Everything is reported soon, whatever became of it.
    void give_up();

    // Of its connections, since forget_problem().
    rd_kafka_resp_err_t last_problem() const { return last_problem_; }
    void forget_problem() { last_problem_ = RD_KAFKA_RESP_ERR_NO_ERROR; }

    // Idempotence could not be kept up: it writes nothing more.
    bool is_broken() const;

private:
    explicit producer(log& events) : log_(events) {}

    static void on_report(rd_kafka_t*, const rd_kafka_message_t* about, void* self);
    static void on_error(rd_kafka_t*, int code, const char*, void* self);
    static void on_log(const rd_kafka_t* from, int, const char* facility, const char* text);

    log& log_;
    rd_kafka_t* handle_ = nullptr;
    std::vector<report> reports_;
    rd_kafka_resp_err_t last_problem_ = RD_KAFKA_RESP_ERR_NO_ERROR;
};

}  // namespace earshot::kafka
