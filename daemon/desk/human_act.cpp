#include "desk/human_act.hpp"

#include <array>
#include <boost/json.hpp>

#include "earshot/object_view.hpp"

namespace earshot::desk {

namespace {

namespace json = boost::json;

constexpr std::array act_names{"correct_language", "link",       "unlink",     "reject", "watch",
                               "do_not_watch",     "close_case", "reopen_case"};

std::unexpected<error> unreadable(const std::string& why) {
    return fail(error_kind::invalid, "desk.human_act", "a recorded act " + why);
}

}  // namespace

std::string_view to_string(act what) noexcept {
    const auto index = static_cast<std::size_t>(what);
    return index < act_names.size() ? act_names[index] : "unknown";
}

std::string to_json(const human_act& what) {
    json::object out{{"version", 1}};
    out["act"] = act_names.at(static_cast<std::size_t>(what.what));
    out["subject"] = what.subject;
    if (!what.value.empty()) out["value"] = what.value;
    out["by"] = what.by;
    return json::serialize(out);
}

result<human_act> human_act_from_json(std::string_view text) {
    json::error_code problem;
    const json::value parsed = json::parse({text.data(), text.size()}, problem);
    if (problem || !parsed.is_object()) return unreadable("is not a JSON object");
    const object_view from(&parsed);
    const auto name = std::ranges::find(act_names, from.text("act"));
    if (name == act_names.end()) return unreadable("is of no known kind");
    return human_act{static_cast<act>(name - act_names.begin()), from.text("subject"),
                     from.text("value"), from.text("by")};
}

}  // namespace earshot::desk
