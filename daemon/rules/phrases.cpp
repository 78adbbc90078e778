#include "rules/phrases.hpp"

namespace earshot::rules {

namespace {

std::string two_digits(int number) {
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string listed(std::span<const std::string> texts) {
    std::string out;
    for (const std::string& one : texts) out.append(out.empty() ? "" : ", ") += one;
    return out;
}

std::string or_word(std::string_view text, std::string_view none) {
    return std::string(text.empty() ? none : text);
}

std::string clock(int minute) { return two_digits(minute / 60) + ":" + two_digits(minute % 60); }

}  // namespace earshot::rules
