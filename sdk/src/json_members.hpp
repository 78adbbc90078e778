// Members of the SDK's JSON forms. Empty ones are not written; what is absent or of another type
// when reading stays at its default.
#pragma once

#include <array>
#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"
#include "utf8.hpp"

namespace earshot::json_members {

namespace json = boost::json;

template <class Enum, std::size_t N>
std::string_view name(Enum value, const std::array<const char*, N>& names) noexcept {
    const auto index = static_cast<std::size_t>(value);
    return index < N ? names[index] : "unknown";
}

inline json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

// --- writing ---

inline void put(json::object& into, std::string_view key, std::string_view text) {
    if (!text.empty()) into[view(key)] = view(text);
}

inline void put(json::object& into, std::string_view key, timestamp when) {
    if (when != timestamp{}) put(into, key, format_rfc3339(when));
}

template <class T, class Write>
void put_each(json::object& into, std::string_view key, const std::vector<T>& items, Write write) {
    if (items.empty()) return;
    json::array out;
    out.reserve(items.size());
    for (const T& item : items) out.push_back(write(item));
    into[view(key)] = std::move(out);
}

// JSON is UTF-8 or it cannot be read back. Its own characters are ASCII, so it is mended as a
// whole.
inline std::string written(const json::object& out) {
    return replace_malformed_utf8(json::serialize(out));
}

// --- reading ---

inline const json::value* member(const json::object& from, std::string_view key) {
    return from.if_contains(view(key));
}

inline void get(const json::object& from, std::string_view key, std::string& into) {
    const json::value* found = member(from, key);
    if (const json::string* text = found ? found->if_string() : nullptr)
        into.assign(text->data(), text->size());
}

inline void get(const json::object& from, std::string_view key, bool& into) {
    const json::value* found = member(from, key);
    if (const bool* flag = found ? found->if_bool() : nullptr) into = *flag;
}

inline void get(const json::object& from, std::string_view key, timestamp& into) {
    std::string text;
    get(from, key, text);
    if (const auto when = parse_rfc3339(text)) into = *when;
}

template <class Enum, std::size_t N>
void get(const json::object& from, std::string_view key, Enum& into,
         const std::array<const char*, N>& names) {
    std::string text;
    get(from, key, text);
    for (std::size_t i = 0; i < N; ++i)
        if (text == names[i]) into = static_cast<Enum>(i);
}

template <class T, class Read>
void get_each(const json::object& from, std::string_view key, std::vector<T>& into, Read read) {
    const json::value* found = member(from, key);
    const json::array* items = found ? found->if_array() : nullptr;
    if (!items) return;
    for (const json::value& item : *items)
        if (const json::object* object = item.if_object()) read(*object, into.emplace_back());
}

inline result<json::object> parse_object(std::string_view text, std::string_view what) {
    json::error_code problem;
    json::value parsed = json::parse(view(text), problem);
    if (problem || !parsed.is_object())
        return fail(error_kind::invalid, "json." + std::string(what),
                    "a stored " + std::string(what) + " is not a JSON object" +
                        (problem ? ": " + problem.message() : std::string()));
    return std::move(parsed.as_object());
}

}  // namespace earshot::json_members
