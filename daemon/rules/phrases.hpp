// How lists and times of day are put in what the rules tell people.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace earshot::rules {

// `gestrand, zit vast`; empty for none.
std::string listed(std::span<const std::string> texts);

// The text, or another where it is empty.
std::string or_word(std::string_view text, std::string_view none);

// `06:30`, of a minute of the day.
std::string clock(int minute);

}  // namespace earshot::rules
