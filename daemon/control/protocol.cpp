#include "control/protocol.hpp"

#include <boost/json.hpp>

namespace earshot::control {

namespace json = boost::json;

namespace {

std::unexpected<error> refuse(const std::string& why) {
    return fail(error_kind::invalid, "control.request",
                why + R"(; write {"command": "status", "arguments": {}})");
}

std::string line(std::string_view member, json::object content) {
    json::object whole;
    whole[json::string_view(member.data(), member.size())] = std::move(content);
    return json::serialize(whole) + "\n";
}

}  // namespace

result<request> parse_request(std::string_view text) {
    json::error_code problem;
    json::value parsed = json::parse(json::string_view(text.data(), text.size()), problem);
    if (problem) return refuse("the request is not JSON: " + problem.message());
    json::object* whole = parsed.if_object();
    if (!whole) return refuse("the request is not an object");
    request out;
    for (auto& [key, value] : *whole) {
        if (key == "command" && value.is_string())
            out.command.assign(value.get_string().data(), value.get_string().size());
        else if (key == "arguments" && value.is_object())
            out.arguments = std::move(value.get_object());
        else
            return refuse("the member '" + std::string(key.data(), key.size()) +
                          "' is unknown or of another type");
    }
    if (out.command.empty()) return refuse("the request names no command");
    return out;
}

std::string ok_line(const json::object& answer) { return line("ok", answer); }

std::string item_line(const json::object& item) { return line("item", item); }

std::string error_line(const error& what) {
    json::object content;
    content["code"] = what.code;
    content["detail"] = what.detail;
    return line("error", std::move(content));
}

}  // namespace earshot::control
