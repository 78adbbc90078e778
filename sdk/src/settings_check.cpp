#include "earshot/settings_check.hpp"

#include <algorithm>

#include "earshot/time.hpp"

namespace earshot {

namespace {

std::string joined(const std::vector<settings_problem>& problems) {
    std::string all;
    for (const settings_problem& one : problems) all.append(all.empty() ? "" : ". ") += one.text;
    return all;
}

std::string between(const std::string& least, const std::string& most, const char* what) {
    return "must lie between " + least + " and " + most + "; write a " + what + " in between";
}

}  // namespace

bad_settings::bad_settings(std::vector<settings_problem> problems)
    : std::invalid_argument(joined(problems)), problems_(std::move(problems)) {}

bad_settings::~bad_settings() = default;

std::int64_t settings_check::number(std::string_view field, std::int64_t least, std::int64_t most) {
    if (!given_.has(field)) return least;
    const std::int64_t value = given_.integer(field);
    if (value >= least && value <= most) return value;
    refuse(field, between(std::to_string(least), std::to_string(most), "number"));
    return least;
}

duration settings_check::span(std::string_view field, duration least, duration most) {
    if (!given_.has(field)) return least;
    const duration value = given_.span(field);
    if (value >= least && value <= most) return value;
    refuse(field, between(format_duration(least), format_duration(most), "duration"));
    return least;
}

std::int64_t settings_check::natural(std::string_view field) {
    if (!given_.has(field)) return 0;
    const std::int64_t value = given_.integer(field);
    if (value < 0) refuse(field, "must not be negative; write 0 or more");
    return std::max<std::int64_t>(value, 0);
}

void settings_check::together(std::string_view one, std::string_view other) {
    if (given_.has(one) == given_.has(other)) return;
    const bool first = given_.has(one);
    const std::string missing(first ? other : one);
    refuse(first ? one : other, "needs " + missing + "; add it, or remove this one");
}

void settings_check::refuse(std::string_view field, std::string_view why) {
    const std::string name(field);
    problems_.push_back({name, "'" + name + "' " + std::string(why)});
}

void settings_check::finish() const {
    if (!problems_.empty()) throw bad_settings(problems_);
}

}  // namespace earshot
