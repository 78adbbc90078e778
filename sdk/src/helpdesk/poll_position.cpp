#include "earshot/helpdesk/poll_position.hpp"

#include <algorithm>

#include "earshot/object_view.hpp"

namespace earshot::helpdesk {

namespace {

namespace json = boost::json;

constexpr std::size_t most_remembered = 500;
constexpr int most_pages = 500;

json::object written(const std::map<std::string, std::string>& stamps) {
    json::object out;
    for (const auto& [id, stamp] : stamps) out[id] = stamp;
    return out;
}

std::map<std::string, std::string> stamps_in(const json::value& from, std::string_view name) {
    std::map<std::string, std::string> out;
    const json::value* found = from.get_object().if_contains({name.data(), name.size()});
    if (!found || !found->is_object()) return out;
    for (const auto& [id, stamp] : found->get_object())
        if (stamp.is_string()) out.emplace(id, stamp.get_string());
    return out;
}

}  // namespace

bool poll_position::needs_look(const listed_ticket& one) const {
    const auto before = known.find(one.id);
    return before == known.end() || before->second != one.stamp;
}

poll_position beginning(timestamp now) {
    poll_position made;
    made.since = now;
    return made;
}

poll_position advanced(poll_position at, const std::vector<listed_ticket>& page, bool full,
                       duration rescan) {
    for (const listed_ticket& one : page) at.newest = std::max(at.newest, one.changed);
    const timestamp next_floor = std::max(at.newest, at.since) - rescan;
    for (const listed_ticket& one : page)
        if (one.changed >= next_floor && at.met.size() < most_remembered)
            at.met.emplace(one.id, one.stamp);
    const bool more = full && !page.empty() && page.back().changed >= at.floor(rescan);
    if (more && at.page < most_pages) {
        ++at.page;
        return at;
    }
    poll_position next;
    next.since = std::max(at.since, at.newest);
    next.known = std::move(at.met);
    return next;
}

result<poll_position> read_position(std::string_view cursor, std::string code) {
    const auto parsed = parse_json(cursor, code);
    const object_view from(parsed ? &*parsed : nullptr);
    poll_position at;
    at.since = parse_rfc3339(from.text("since")).value_or(timestamp{});
    if (at.since == timestamp{})
        return fail(error_kind::permanent, std::move(code), "the stored cursor cannot be read");
    at.newest = from.time("newest");
    if (const json::value* page = parsed->get_object().if_contains("page"))
        if (const std::int64_t* number = page->if_int64())
            at.page = static_cast<int>(std::clamp<std::int64_t>(*number, 1, most_pages));
    at.known = stamps_in(*parsed, "known");
    at.met = stamps_in(*parsed, "met");
    return at;
}

std::string write_position(const poll_position& at) {
    json::object out{{"since", format_rfc3339(at.since)}, {"page", at.page}};
    if (at.newest != timestamp{}) out["newest"] = format_rfc3339(at.newest);
    out["known"] = written(at.known);
    out["met"] = written(at.met);
    return json::serialize(out);
}

}  // namespace earshot::helpdesk
