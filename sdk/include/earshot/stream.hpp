// For plugins of message streams (NATS, Kafka, ...): events in order, nothing before it is known
// what became of what came before, and a client library that may block. A plugin writes a
// `publisher`, and hands it to a `writer`, which does what is the same for all:
//
//     class nats_sink final : public provides<sink, notices> {
//         task<...> deliver(std::vector<sink_item> items) override { return writer_.deliver(...); }
//         task<...> inform(std::vector<notice> items) override { return writer_.inform(...); }
//         jet_stream publisher_;
//         stream::writer writer_;
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "earshot/cloud_event.hpp"
#include "earshot/own_thread.hpp"
#include "earshot/sink.hpp"

namespace earshot::stream {

// An event on its way.
struct record {
    cloud_event event;
    std::string payload;   // the event in structured mode
    std::string platform;  // of the message, or of the one that a notice is about
    std::string account;
    std::string kind;  // `message.received`: the event's type without prefix and version
    bool repeated = false;
    std::vector<std::string> order;  // records with a name in common are kept in order
};

record record_of(const event_origin& from, const sink_item& one);
record record_of(const event_origin& from, const notice& one);

// All calls come from one thread, which they may block.
class publisher {
public:
    virtual ~publisher() = default;

    // Returns when of each it is known whether the server has it, or soon after `stop`; an outcome
    // each, in order. No two of the records must be kept in order. Errors by record: all.
    virtual std::vector<result<receipt>> publish(std::span<const record* const> wave,
                                                 std::stop_token stop) = 0;

    // The last call: threads and connections of the client library end here.
    virtual void close() noexcept = 0;
};

// Wave by wave: a record is sent when all that must come before it have arrived; after one that
// did not, those behind it wait with its error, or as `stream.not_tried` where it is given up.
std::vector<result<receipt>> publish_in_order(publisher& to, const std::vector<record>& records,
                                              std::stop_token stop);

class writer {
public:
    // `to` outlives it. `thread`: a name for those who look at the process.
    writer(publisher& to, event_origin from, std::string thread);
    ~writer();  // closes the publisher

    // As sink::deliver and notices::inform.
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items);
    task<std::vector<result<receipt>>> inform(std::vector<notice> items);

private:
    task<std::vector<result<receipt>>> write(std::vector<record> records);

    publisher& to_;
    const event_origin from_;
    own_thread thread_;
};

}  // namespace earshot::stream
