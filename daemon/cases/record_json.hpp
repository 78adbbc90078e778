// Members of the records' JSON. Empty ones are not written; what is absent or of another type when
// reading stays at its default. Only the codecs include this.
#pragma once

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/care_case.hpp"
#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::cases::record_json {

namespace json = boost::json;

inline json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

inline void put(json::object& into, std::string_view key, std::string_view text) {
    if (!text.empty()) into[view(key)] = view(text);
}

inline void put(json::object& into, std::string_view key, bool flag) {
    if (flag) into[view(key)] = true;
}

inline void put(json::object& into, std::string_view key, std::int64_t number) {
    if (number != 0) into[view(key)] = number;
}

// Times are milliseconds since 1970: short, and exact whatever the year.
inline void put(json::object& into, std::string_view key, timestamp when) {
    put(into, key, static_cast<std::int64_t>(when.time_since_epoch().count()));
}

inline void put(json::object& into, std::string_view key, const std::optional<timestamp>& when) {
    if (when) into[view(key)] = static_cast<std::int64_t>(when->time_since_epoch().count());
}

template <class Item>
void put(json::object& into, std::string_view key, const std::vector<Item>& items) {
    if (items.empty()) return;
    json::array& out = into[view(key)].emplace_array();
    for (const Item& one : items) {
        if constexpr (std::is_same_v<Item, std::string>)
            out.emplace_back(view(one));
        else if constexpr (std::is_same_v<Item, std::int64_t>)
            out.emplace_back(one);
        else
            out.emplace_back(write(one));
    }
}

inline const json::value* member(const json::object& from, std::string_view key) {
    return from.if_contains(view(key));
}

inline void get(const json::value& from, std::string& into) {
    if (const json::string* text = from.if_string()) into.assign(text->data(), text->size());
}

// A damaged record must not make sums overflow later.
inline constexpr std::int64_t most = 1'000'000'000'000'000;

inline void get(const json::value& from, std::int64_t& into) {
    if (const std::int64_t* number = from.if_int64()) into = std::clamp(*number, -most, most);
}

inline void get(const json::value& from, bool& into) {
    if (const bool* flag = from.if_bool()) into = *flag;
}

inline void get(const json::value& from, timestamp& into) {
    std::int64_t number = into.time_since_epoch().count();
    get(from, number);
    into = timestamp(duration(number));
}

template <class Item>
void get(const json::value& from, std::optional<Item>& into) {
    if (from.is_int64()) get(from, into.emplace());
}

template <class Item>
void get(const json::object& from, std::string_view key, Item& into) {
    if (const json::value* found = member(from, key)) get(*found, into);
}

template <class Item>
void get(const json::object& from, std::string_view key, std::vector<Item>& into,
         std::size_t limit) {
    const json::value* found = member(from, key);
    const json::array* items = found ? found->if_array() : nullptr;
    if (!items) return;
    for (std::size_t i = 0; i < items->size() && i < limit; ++i) {
        const json::value& item = (*items)[i];
        if constexpr (std::is_same_v<Item, std::string> || std::is_same_v<Item, std::int64_t>)
            get(item, into.emplace_back());
        else if (item.is_object())
            read(item.get_object(), into.emplace_back());
    }
}

inline json::object version_one() { return {{"v", 1}}; }

// Reads a version 1 or later into a fresh record by `members`, then puts it in place.
template <class Record, class Read>
result<void> decoded(std::string_view body, Record& into, Read members) {
    json::error_code problem;
    const json::value parsed = json::parse(view(body), problem);
    const json::object* from = problem ? nullptr : parsed.if_object();
    const json::value* version = from ? member(*from, "v") : nullptr;
    if (!version || !version->is_int64())
        return fail(error_kind::invalid, "cases.bad_record",
                    "a stored record about people and cases is not a JSON object with a version");
    Record fresh;
    members(*from, fresh);
    into = std::move(fresh);
    return {};
}

}  // namespace earshot::cases::record_json

namespace earshot::cases {

// Cases have these, and so has what waits.
inline boost::json::object write(const answer& from) {
    using record_json::put;
    boost::json::object out;
    put(out, "object", from.object);
    put(out, "at", from.at);
    if (from.seen != answer::saw_all) out["seen"] = from.seen;
    put(out, "by", from.by);
    return out;
}

inline void read(const boost::json::object& from, answer& into) {
    using record_json::get;
    get(from, "object", into.object);
    get(from, "at", into.at);
    get(from, "seen", into.seen);
    get(from, "by", into.by);
}

}  // namespace earshot::cases
