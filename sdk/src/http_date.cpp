#include "earshot/http_date.hpp"

#include <array>
#include <charconv>

namespace earshot {

namespace {

constexpr std::array<std::string_view, 7> day_names{"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::string_view shape = "DDD, 00 MMM 0000 00:00:00 GMT";

void put_digits(std::string& out, std::size_t at, std::size_t width, int value) {
    for (std::size_t i = width; i > 0; --i, value /= 10)
        out[at + i - 1] = static_cast<char>('0' + value % 10);
}

// -1: not a number.
int digits(std::string_view text, std::size_t at, std::size_t width) {
    int value = -1;
    const char* end = text.data() + at + width;
    const auto [stop, problem] = std::from_chars(text.data() + at, end, value);
    return problem == std::errc{} && stop == end ? value : -1;
}

unsigned month_number(std::string_view name) {
    for (unsigned i = 0; i < month_names.size(); ++i)
        if (month_names[i] == name) return i + 1;
    return 0;
}

}  // namespace

std::string format_http_date(timestamp when) {
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(when - day));
    std::string out(shape);
    out.replace(0, 3, day_names[std::chrono::weekday(day).c_encoding()]);
    out.replace(8, 3, month_names[static_cast<unsigned>(date.month()) - 1]);
    put_digits(out, 5, 2, static_cast<int>(static_cast<unsigned>(date.day())));
    put_digits(out, 12, 4, static_cast<int>(date.year()));
    put_digits(out, 17, 2, static_cast<int>(time.hours().count()));
    put_digits(out, 20, 2, static_cast<int>(time.minutes().count()));
    put_digits(out, 23, 2, static_cast<int>(time.seconds().count()));
    return out;
}

std::optional<timestamp> parse_http_date(std::string_view text) {
    if (text.size() != shape.size() || !text.ends_with(" GMT")) return std::nullopt;
    const int day = digits(text, 5, 2);
    const int year = digits(text, 12, 4);
    const int hour = digits(text, 17, 2);
    const int minute = digits(text, 20, 2);
    const int second = digits(text, 23, 2);
    const std::chrono::year_month_day date(std::chrono::year(year),
                                           std::chrono::month(month_number(text.substr(8, 3))),
                                           std::chrono::day(static_cast<unsigned>(day)));
    const bool time_ok =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    if (day < 1 || year < 1 || !date.ok() || !time_ok) return std::nullopt;
    return timestamp(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
           std::chrono::minutes(minute) + std::chrono::seconds(second);
}

}  // namespace earshot
