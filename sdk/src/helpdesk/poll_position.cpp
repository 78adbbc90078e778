#include "earshot/helpdesk/poll_position.hpp"

#include <algorithm>
#include <utility>

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

// Whether the round has to read more, to come down to where the last one began.
bool comes_short(const poll_position& at, const std::vector<listed_ticket>& page, bool full,
                 duration rescan) {
    return full && !page.empty() && page.back().changed >= at.floor(rescan);
}

}  // namespace

bool poll_position::needs_look(const listed_ticket& one) const {
    const auto before = known.find(one.id);
    return before == known.end() || before->second != one.stamp;
}

poll_position beginning(const std::vector<listed_ticket>& page, timestamp now) {
    poll_position made;
    for (const listed_ticket& one : page) made.since = std::max(made.since, one.changed);
    if (page.empty()) made.since = now;
    return made;
}

poll_position advanced(poll_position at, const std::vector<listed_ticket>& page, bool full,
                       duration rescan) {
    for (const listed_ticket& one : page) at.newest = std::max(at.newest, one.changed);
    const bool more = comes_short(at, page, full, rescan) && at.page < most_pages;
    const timestamp next_floor = std::max(at.newest, at.since) - rescan;
    for (const listed_ticket& one : page)
        if (at.met.size() < most_remembered && (more || at.goes_on() || one.changed >= next_floor))
            at.met.emplace(one.id, one.stamp);
    if (more) {
        ++at.page;
        return at;
    }
    if (at.page > 1 && !at.again) {
        at.page = 1;
        at.again = true;
        at.known = std::exchange(at.met, {});
        return at;
    }
    poll_position next;
    next.since = std::max(at.since, at.newest);
    next.known = std::move(at.met);
    return next;
}

std::optional<gap> left_unread(const poll_position& at, const std::vector<listed_ticket>& page,
                               bool full, duration rescan) {
    if (at.again || at.page < most_pages || !comes_short(at, page, full, rescan))
        return std::nullopt;
    return gap{at.floor(rescan), page.back().changed,
               "more than " + std::to_string(most_pages) +
                   " pages of tickets changed while they were not read; what agents wrote in those "
                   "that changed first was not read"};
}

result<poll_position> read_position(std::string_view cursor, timestamp now, std::string code) {
    const auto parsed = parse_json(cursor, code);
    const object_view from(parsed ? &*parsed : nullptr);
    poll_position at;
    at.since = parse_rfc3339(from.text("since")).value_or(timestamp{});
    if (at.since == timestamp{})
        return fail(error_kind::permanent, std::move(code), "the stored cursor cannot be read");
    at.since = std::min(at.since, now);
    at.newest = from.time("newest");
    at.again = from.flag("again");
    if (const json::value* page = parsed->get_object().if_contains("page"))
        if (const std::int64_t* number = page->if_int64())
            at.page = static_cast<int>(std::clamp<std::int64_t>(*number, 1, most_pages));
    at.known = stamps_in(*parsed, "known");
    at.met = stamps_in(*parsed, "met");
    return at;
}

std::string write_position(const poll_position& at) {
    json::object out{{"since", format_rfc3339(at.since)}, {"page", at.page}};
    if (at.again) out["again"] = true;
    if (at.newest != timestamp{}) out["newest"] = format_rfc3339(at.newest);
    out["known"] = written(at.known);
    out["met"] = written(at.met);
    return json::serialize(out);
}

void end_page(poll_position at, const std::vector<listed_ticket>& page, bool full, duration rescan,
              poll_result& into) {
    if (auto missed = left_unread(at, page, full, rescan))
        into.items.gaps.push_back(*std::move(missed));
    const poll_position next = advanced(std::move(at), page, full, rescan);
    into.more = next.goes_on();
    into.cursor = write_position(next);
}

}  // namespace earshot::helpdesk
