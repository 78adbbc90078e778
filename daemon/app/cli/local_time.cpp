#include "app/cli/local_time.hpp"

#include <array>
#include <ctime>
#include <string_view>

namespace earshot::app::cli {

namespace {

struct unit {
    std::string_view name;
    duration length;
};

constexpr std::array units{unit{"d", std::chrono::days{1}}, unit{"h", std::chrono::hours{1}},
                           unit{"m", std::chrono::minutes{1}}, unit{"s", std::chrono::seconds{1}}};

// Of `2026-03-01 08:49:01 +0100`; of anything else, nothing.
std::string as_rfc3339(std::string local) {
    if (local.size() != 25 || local[10] != ' ' || local[19] != ' ') return {};
    local[10] = 'T';
    local.erase(19, 1);
    return local.insert(22, 1, ':');
}

}  // namespace

std::string local_time(timestamp when) {
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const std::size_t size =
        std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %z", &parts);
    return {text.data(), size};
}

std::string local_time(const std::string& rfc3339) {
    const auto when = parse_rfc3339(rfc3339);
    return when ? local_time(*when) : "-";
}

std::string with_local_times(std::string sentence) {
    constexpr std::string_view form = "0000-00-00T00:00:00.000Z";
    for (std::size_t at = 0; at + form.size() <= sentence.size(); ++at) {
        const std::string_view part = std::string_view(sentence).substr(at, form.size());
        const auto when =
            part.ends_with('Z') && part[10] == 'T' ? parse_rfc3339(part) : result<timestamp>();
        if (!when || format_rfc3339(*when) != part) continue;
        const std::string local = local_time(*when);
        sentence.replace(at, form.size(), local);
        at += local.size() - 1;
    }
    return sentence;
}

std::string rough_duration(duration length) {
    std::string text;
    int shown = 0;
    for (const unit& one : units) {
        const auto count = length / one.length;
        if (shown == 0 && count == 0) continue;
        if (count != 0) text.append(text.empty() ? "" : " ") += std::to_string(count);
        if (count != 0) text += one.name;
        length -= count * one.length;
        if (++shown == 2) break;
    }
    return text.empty() ? "0s" : text;
}

result<timestamp> parse_moment(const std::string& text, timestamp now) {
    if (const auto when = parse_rfc3339(text)) return *when;
    if (const auto when = parse_rfc3339(as_rfc3339(text))) return *when;
    if (const auto ago = parse_duration(text)) return now - *ago;
    return fail(error_kind::invalid, "command.time",
                "'" + text +
                    "' is neither a time such as 2026-03-01T08:00:00+01:00 nor a duration such as "
                    "2h, for that long ago");
}

}  // namespace earshot::app::cli
