// Configuration is data: a plugin lists its fields, the host checks the file against the list
// before any plugin code runs, and the plugin reads checked values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "earshot/error.hpp"

namespace earshot {

enum class field_type : std::uint8_t {
    text,
    integer,
    boolean,
    duration,  // `30s`, `15m`
    size,      // `64KiB`, `10MiB`
    url,       // absolute, http or https
    path,      // absolute
    secret,    // a reference, never the secret itself: `credential:NAME` or `file:PATH`
    text_list,
    choice,  // one of `choices`
};

enum class presence : std::uint8_t { required, optional };

// Plain data: tables of it stand in the plugin's descriptor.
struct field {
    const char* name;  // snake_case noun
    field_type type;
    presence need;
    const char* fallback;     // as written in the file, a list as `[a, b]`; null: none
    const char* choices;      // comma separated, for `choice`; null otherwise
    const char* description;  // one sentence for the reference page and the example file
};

// Checked values by field name, defaults filled in. Reading a name that is not in the table, or as
// another type, is a bug and throws std::logic_error. Immutable; lives as long as the plugin.
class settings {
public:
    using value = std::variant<std::string, std::int64_t, bool, duration, std::vector<std::string>>;

    settings() = default;
    explicit settings(std::map<std::string, value, std::less<>> values)
        : values_(std::move(values)) {}

    bool has(std::string_view name) const;  // false: optional, without default, and not given
    const std::string& text(
        std::string_view name) const;                   // text, url, path, choice, secret reference
    std::string base_url(std::string_view name) const;  // url, for paths: without `/` at its end
    std::int64_t integer(std::string_view name) const;  // integer; size in bytes
    // integer. Throws std::invalid_argument, for people, where it is negative.
    std::int64_t natural(std::string_view name) const;
    bool boolean(std::string_view name) const;
    duration span(std::string_view name) const;
    const std::vector<std::string>& list(std::string_view name) const;
    bool is_list(std::string_view name) const;

    bool operator==(const settings&) const = default;

private:
    const value& at(std::string_view name) const;

    std::map<std::string, value, std::less<>> values_;
};

}  // namespace earshot
