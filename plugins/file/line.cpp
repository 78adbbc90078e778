#include "file/line.hpp"

#include <boost/json.hpp>

#include "earshot/signature.hpp"

namespace earshot::file {

namespace {

namespace json = boost::json;

std::string as_json(std::string_view text) { return json::serialize(json::string_view(text)); }

}  // namespace

std::string to_line(const sink_item& from, bool raw_is_utf8) {
    std::string line = "{\"key\":" + as_json(from.key) + ",\"message\":" + to_json(from.item);
    if (from.understood != understanding{})
        line += ",\"understanding\":" + to_json(from.understood);
    if (!from.item.raw.empty())
        line += raw_is_utf8 ? ",\"raw\":" + as_json(from.item.raw)
                            : ",\"raw_base64\":\"" + to_base64(from.item.raw) + '"';
    line += "}\n";
    return line;
}

std::string to_line(const notice& from) {
    return "{\"key\":" + as_json(from.key) + ",\"notice\":" + to_json(from) + "}\n";
}

std::optional<std::string> key_of(std::string_view line) {
    if (!line.starts_with(line_begin)) return std::nullopt;
    line.remove_prefix(line_begin.size());
    const std::size_t end = line.find_first_of("\"\\");
    if (end == line.npos) return std::nullopt;
    if (line[end] == '"') return std::string(line.substr(0, end));
    // An escape: rare, so the whole line may be read for it.
    json::error_code problem;
    const json::value whole = json::parse(std::string(line_begin).append(line), problem);
    if (problem || !whole.is_object()) return std::nullopt;
    const json::value* key = whole.get_object().if_contains("key");
    if (!key || !key->is_string()) return std::nullopt;
    return std::string(key->get_string());
}

}  // namespace earshot::file
