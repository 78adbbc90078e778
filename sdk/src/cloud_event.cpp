#include "earshot/cloud_event.hpp"

#include <boost/json.hpp>

#include <algorithm>

#include "earshot/settings_check.hpp"
#include "earshot/signature.hpp"

namespace earshot {

namespace {

namespace json = boost::json;

std::string as_json(std::string_view text) {
    return json::serialize(json::string_view(text.data(), text.size()));
}

std::string_view happened(const message& item) {
    switch (item.kind) {
        case message_kind::deletion: return "deleted";
        case message_kind::edit: return "edited";
        default: return item.from == direction::from_customer ? "received" : "sent";
    }
}

// A case stays together, wherever it goes on; what belongs to none, with its thread.
std::string partition_of(const sink_item& one) {
    if (!one.understood.case_key.empty()) return one.understood.case_key;
    const message& item = one.item;
    const std::string& place = item.thread_id.empty() ? item.object_id : item.thread_id;
    return name_of(message_place{item.platform, item.account, place});
}

// A message in JSON has members, always.
std::string data_of(const sink_item& one) {
    std::string data = to_json(one.item);
    if (one.understood == understanding{}) return data;
    data.back() = ',';
    return data.append("\"understanding\":").append(to_json(one.understood)).append("}");
}

struct notice_facts {
    const char* type;
    std::string subject;
    timestamp time;
};

std::string answered_by(const reply& answer) {
    return name_of(message_place{answer.platform, answer.account, answer.object_id});
}

notice_facts facts_of(const answer_published& what) {
    return {".answer.published.v1", answered_by(what.answer), {}};
}

notice_facts facts_of(const answer_refused& what) {
    return {".answer.refused.v1", answered_by(what.answer), {}};
}

notice_facts facts_of(const gap_found& what) {
    return {".gap.found.v1", what.platform + "/" + what.account, what.missed.to};
}

bool visible(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
}

}  // namespace

// Both are put into headers as they are, by some transports.
event_origin origin_of(const settings& given, std::string_view instance) {
    settings_check check(given);
    if (given.has("source") && !visible(given.text("source")))
        check.refuse("source", "is no URI; write it without spaces, such as /earshot/brand");
    if (const std::string& prefix = given.text("type_prefix"); prefix.empty() || !visible(prefix))
        check.refuse("type_prefix", "begins no type; write words with dots, such as com.example");
    check.finish();
    const bool named = given.has("source") && !given.text("source").empty();
    return {named ? given.text("source") : "/earshot/" + percent_encode(instance),
            given.text("type_prefix")};
}

cloud_event event_of(const event_origin& from, const sink_item& one) {
    return {.id = one.key,
            .source = from.source,
            .type = from.type_prefix + ".message." + std::string(happened(one.item)) + ".v1",
            .subject = name_of(one.item),
            .time = one.item.created,
            .partition_key = partition_of(one),
            .data = data_of(one)};
}

cloud_event event_of(const event_origin& from, const notice& one) {
    const auto facts = std::visit([](const auto& what) { return facts_of(what); }, one.what);
    return {.id = one.key,
            .source = from.source,
            .type = from.type_prefix + facts.type,
            .subject = facts.subject,
            .time = facts.time,
            .partition_key = one.case_key.empty() ? facts.subject : one.case_key,
            .data = to_json(one)};
}

std::vector<std::pair<std::string, std::string>> attributes_of(const cloud_event& one) {
    std::vector<std::pair<std::string, std::string>> out{{"specversion", "1.0"},
                                                         {"id", one.id},
                                                         {"source", one.source},
                                                         {"type", one.type},
                                                         {"subject", one.subject}};
    if (one.time != timestamp{}) out.emplace_back("time", format_rfc3339(one.time));
    out.emplace_back("partitionkey", one.partition_key);
    return out;
}

std::string to_json(const cloud_event& one) {
    std::string out;
    out.reserve(one.data.size() + 512);
    for (const auto& [name, value] : attributes_of(one))
        out.append(out.empty() ? "{\"" : ",\"").append(name).append("\":").append(as_json(value));
    return out.append(",\"datacontenttype\":\"application/json\",\"data\":")
        .append(one.data)
        .append("}");
}

}  // namespace earshot
