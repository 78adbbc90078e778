#include "replay/pace.hpp"

#include <charconv>

namespace earshot::replay {

namespace {

template <class Number>
bool read(std::string_view text, Number& into) {
    const char* end = text.data() + text.size();
    const auto done = std::from_chars(text.data(), end, into);
    return done.ec == std::errc{} && done.ptr == end;
}

}  // namespace

std::string to_cursor(const position& at) {
    return std::to_string(at.next) + "@" + std::to_string(at.began.time_since_epoch().count());
}

result<position> from_cursor(const std::string& cursor, timestamp now) {
    position at{0, now};
    if (cursor.empty()) return at;
    const std::string_view text = cursor;
    const std::size_t mark = text.find('@');
    std::int64_t began = now.time_since_epoch().count();
    const bool good = read(text.substr(0, mark), at.next) &&
                      (mark == text.npos || read(text.substr(mark + 1), began));
    if (!good)
        return fail(error_kind::permanent, "replay.cursor",
                    "the stored position '" + cursor.substr(0, 40) + "' is not one of a replay");
    at.began = timestamp{duration{began}};
    return at;
}

timestamp due(timestamp said, timestamp first, timestamp began, std::int64_t speed) {
    return speed == 0 ? began : began + (said - first) / speed;
}

}  // namespace earshot::replay
