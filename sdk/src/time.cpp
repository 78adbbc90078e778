#include "earshot/time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace earshot {

namespace {

using namespace std::chrono;

// Reads fixed-width numbers and separators off the front of a text.
class reader {
public:
    explicit reader(std::string_view text) : rest_(text) {}

    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) value = value * 10 + digit();
        return value;
    }

    int digit() {
        if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') return ok_ = false, 0;
        const int value = rest_.front() - '0';
        rest_.remove_prefix(1);
        return value;
    }

    bool take(char expected) {
        if (rest_.empty() || rest_.front() != expected) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void need(char expected) { require(take(expected)); }
    void require(bool sound) { ok_ = ok_ && sound; }
    bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
    bool done() const { return ok_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool ok_ = true;
};

milliseconds read_fraction(reader& from) {
    int value = 0;
    int scale = 100;
    do {
        value += from.digit() * scale;
        scale /= 10;
    } while (from.at_digit());
    return milliseconds{value};
}

minutes read_offset(reader& from) {
    if (from.take('Z') || from.take('z')) return minutes{0};
    const int sign = from.take('-') ? -1 : 1;
    if (sign > 0) from.need('+');
    const int hour = from.number(2);
    from.need(':');
    const int minute = from.number(2);
    from.require(hour < 24 && minute < 60);
    return sign * (hours{hour} + minutes{minute});
}

// RFC 3339 has four digits for a year.
constexpr timestamp first_time = sys_days{year{0} / January / 1};
constexpr timestamp last_time = sys_days{year{10'000} / January / 1} - milliseconds{1};

std::unexpected<error> no_time(std::string_view text) {
    return fail(error_kind::invalid, "time.format",
                "not a time as RFC 3339 writes it: " + std::string(text.substr(0, 40)));
}

struct unit {
    std::string_view name;
    milliseconds length;
};

constexpr std::array units{unit{"d", days{1}}, unit{"h", hours{1}}, unit{"m", minutes{1}},
                           unit{"s", seconds{1}}, unit{"ms", milliseconds{1}}};

}  // namespace

std::string format_rfc3339(timestamp when) {
    when = std::clamp(when, first_time, last_time);
    const auto day = floor<days>(when);
    const year_month_day date{day};
    const hh_mm_ss time{when - day};
    std::array<char, 40> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
        static_cast<int>(time.subseconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

result<timestamp> parse_rfc3339(std::string_view text) {
    reader from(text);
    const year y{from.number(4)};
    from.need('-');
    const month m{static_cast<unsigned>(from.number(2))};
    from.need('-');
    const year_month_day date{y, m, day{static_cast<unsigned>(from.number(2))}};
    if (!from.take('T') && !from.take('t')) from.need(' ');
    const int hour = from.number(2);
    from.need(':');
    const int minute = from.number(2);
    from.need(':');
    const int second = from.number(2);
    const milliseconds fraction = from.take('.') ? read_fraction(from) : milliseconds{0};
    const minutes offset = read_offset(from);
    from.require(date.ok() && hour < 24 && minute < 60 && second <= 60);
    if (!from.done()) return no_time(text);
    const timestamp when =
        sys_days{date} + hours{hour} + minutes{minute} + seconds{second} + fraction - offset;
    if (when < first_time || when > last_time) return no_time(text);
    return when;
}

result<duration> parse_duration(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view name(end, text.data() + text.size());
    for (const unit& one : units) {
        if (problem != std::errc{} || count < 0 || name != one.name) continue;
        if (count > duration::max().count() / one.length.count()) break;
        return one.length * count;
    }
    return fail(
        error_kind::invalid, "time.duration",
        "'" + std::string(text.substr(0, 40)) +
            "' is not a duration: write a whole number and a unit, such as 250ms, 30s, 15m, "
            "24h or 7d");
}

std::string format_duration(duration length) {
    for (const unit& one : units)
        if (length.count() != 0 && length % one.length == milliseconds{0})
            return std::to_string(length / one.length).append(one.name);
    return "0s";
}

}  // namespace earshot
