#include "email/cursor.hpp"

#include <charconv>
#include <optional>

namespace earshot::email {

namespace {

// Takes the number in front, and what separates it from the next.
std::optional<std::uint32_t> take(std::string_view& text, char separator) {
    std::uint32_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with(separator)) text.remove_prefix(1);
    return value;
}

}  // namespace

std::string to_text(const cursor& what) {
    std::string out = std::to_string(what.place.validity) + ":" + std::to_string(what.place.uid);
    for (std::size_t i = 0; i < what.done.size(); ++i)
        out += (i == 0 ? ":" : ",") + std::to_string(what.done[i]);
    return out;
}

cursor read_cursor(std::string_view text) {
    cursor made;
    const auto validity = take(text, ':');
    const auto uid = take(text, ':');
    if (!validity || !uid) return {};
    made.place = {*validity, *uid};
    while (!text.empty()) {
        const auto one = take(text, ',');
        if (!one) return {};
        made.done.push_back(*one);
    }
    return made;
}

}  // namespace earshot::email
