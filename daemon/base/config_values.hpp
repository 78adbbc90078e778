// How one value is written in a configuration file: from text to what a field's type says it is.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/settings.hpp"

namespace earshot::base {

// A problem in the form `what is wrong; what to write instead`. It never repeats a secret.
template <class T>
using read_result = std::expected<T, std::string>;

// For every type but text_list, which is not one text.
read_result<settings::value> read_value(const field& about, std::string_view text);

// A field's default, written as in a file; a text_list as `[a, b]`.
read_result<settings::value> read_fallback(const field& about);

// `512B`, `64KiB`, `10MiB`, `2GiB`.
read_result<std::int64_t> parse_size(std::string_view text);
std::string format_size(std::int64_t bytes);

// `one`, `two` and `three` of `one,two, three`.
std::vector<std::string_view> split_list(std::string_view comma_separated);

std::string_view to_string(field_type type) noexcept;

}  // namespace earshot::base
