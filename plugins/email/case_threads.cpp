#include "email/case_threads.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "email/own_ids.hpp"

namespace earshot::email {

namespace {

namespace json = boost::json;

constexpr std::size_t kept_first = 4;
constexpr std::size_t kept_last = 6;

std::string text(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::optional<case_thread> read(const std::string& stored) {
    json::error_code problem;
    const json::value parsed = json::parse(stored, problem);
    if (problem || !parsed.is_object()) return std::nullopt;
    const json::object& from = parsed.get_object();
    case_thread made{text(from, "case_key"), text(from, "subject"), {}};
    if (const json::value* ids = from.if_contains("ids"); ids && ids->is_array())
        for (const json::value& id : ids->get_array())
            if (id.is_string()) made.ids.emplace_back(id.get_string());
    return made;
}

std::string key_of(const std::string& tag) { return "case/" + tag; }

}  // namespace

void case_thread::add(const std::string& id) {
    if (std::ranges::find(ids, id) != ids.end()) return;
    ids.push_back(id);
    if (ids.size() > kept_first + kept_last) ids.erase(ids.begin() + kept_first);
}

task<result<std::optional<case_thread>>> case_threads::find(std::string tag) {
    const auto stored = co_await store_.get(key_of(tag));
    if (!stored) co_return std::unexpected(stored.error());
    if (!*stored) co_return std::nullopt;
    co_return read(**stored);
}

task<result<void>> case_threads::keep(case_thread what) {
    json::object out;
    out["case_key"] = what.case_key;
    out["subject"] = what.subject;
    out["ids"] = json::array(what.ids.begin(), what.ids.end());
    const std::string key = key_of(own_ids::tag_of(what.case_key));
    co_return co_await store_.put(key, json::serialize(out));
}

}  // namespace earshot::email
