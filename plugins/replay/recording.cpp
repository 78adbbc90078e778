#include "replay/recording.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "replay/conversation.hpp"

namespace earshot::replay {

namespace {

namespace json = boost::json;

// Members that a line of the file sink has beside the message.
result<message> message_of(std::string_view line) {
    json::error_code problem;
    const json::value whole = json::parse(line, problem);
    if (problem || !whole.is_object())
        return fail(error_kind::invalid, "replay.line", "the line is not a JSON object");
    const json::value* inner = whole.get_object().if_contains("message");
    auto said = message_from_json(inner ? json::serialize(*inner) : std::string(line));
    const json::value* raw = whole.get_object().if_contains("raw");
    if (said && raw && raw->is_string()) said->raw = raw->get_string();
    return said;
}

message as_ours(message said, const std::string& account) {
    const std::string before = said.platform + "/" + said.account + "/";
    for (std::string* id : {&said.object_id, &said.thread_id, &said.parent_id, &said.quoted_id})
        if (!id->empty()) id->insert(0, before);
    said.platform = "replay";
    said.account = account;
    said.received = said.stored = {};
    return said;
}

std::vector<turn> read_lines(std::string_view bytes, const std::string& account) {
    std::vector<turn> turns;
    timestamp last;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (line.find_first_not_of(" \t\r") == line.npos) continue;
        auto said = message_of(line);
        if (said) last = said->created;
        if (said)
            turns.push_back({last, as_ours(std::move(*said), account)});
        else
            turns.push_back({last, malformed{std::string(line), said.error().detail, {}}});
    }
    return turns;
}

// By time, then as in the file. What has no time, because nothing before it in the file could be
// read, comes with the first.
std::vector<turn> in_order(std::vector<turn> turns) {
    std::multimap<timestamp, turn*> sorted;
    for (turn& one : turns) sorted.emplace(one.at, &one);
    const auto timed = sorted.upper_bound(timestamp{});
    std::vector<turn> out;
    out.reserve(turns.size());
    for (const auto& [at, one] : sorted) {
        out.push_back(std::move(*one));
        if (at == timestamp{} && timed != sorted.end()) out.back().at = timed->first;
    }
    return out;
}

result<std::vector<turn>> read_conversations(std::string_view bytes, const std::string& account) {
    json::error_code problem;
    const json::value whole = json::parse(bytes, problem);
    if (problem || !whole.is_array())
        return fail(error_kind::permanent, "replay.not_json",
                    "the recording is not a JSON array: " + problem.message());
    std::vector<turn> turns;
    for (const json::value& one : whole.get_array()) add_conversation(one, account, turns);
    return turns;
}

}  // namespace

result<std::vector<turn>> read_recording(std::string_view bytes, const std::string& account) {
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == bytes.npos || (bytes[first] != '[' && bytes[first] != '{'))
        return fail(error_kind::permanent, "replay.not_json",
                    "the recording is neither a JSON array of conversations nor JSON Lines");
    result<std::vector<turn>> turns =
        bytes[first] == '[' ? read_conversations(bytes, account) : read_lines(bytes, account);
    if (turns) turns = in_order(std::move(*turns));
    return turns;
}

}  // namespace earshot::replay
