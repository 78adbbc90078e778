// What destinations are told, as CloudEvents 1.0 (cloudevents.io): the same events whether they
// are posted, or written to a stream. Functions of their arguments.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "earshot/settings.hpp"
#include "earshot/sink.hpp"

namespace earshot {

// What all events of an instance have in common.
struct event_origin {
    std::string source;       // with `id` the identity by which a receiver drops repetitions
    std::string type_prefix;  // `earshot`
};

struct cloud_event {
    std::string id;  // of the sink_item or notice: its key
    std::string source;
    std::string type;           // `earshot.message.received.v1`
    std::string subject;        // the message's name; of a gap the account's, `x/klm`
    timestamp time;             // the epoch: the event has none
    std::string partition_key;  // events with one key are to be kept in order
    std::string data;           // JSON
};

// From the fields `source`, where it is not given `/earshot/INSTANCE`, and `type_prefix`.
event_origin origin_of(const settings& given, std::string_view instance);

// `PREFIX.message.received.v1`; also `sent` (by us), `edited`, `deleted`. The data is the message,
// and beside its members `understanding`, where anything was understood.
cloud_event event_of(const event_origin& from, const sink_item& one);

// `PREFIX.answer.published.v1`, `PREFIX.answer.refused.v1`, `PREFIX.gap.found.v1`. The data is the
// notice.
cloud_event event_of(const event_origin& from, const notice& one);

// By name, without the data, as every binding needs them.
std::vector<std::pair<std::string, std::string>> attributes_of(const cloud_event& one);

// Structured mode: all of it in one JSON object.
std::string to_json(const cloud_event& one);

inline constexpr std::string_view cloud_event_type = "application/cloudevents+json; charset=utf-8";

}  // namespace earshot
