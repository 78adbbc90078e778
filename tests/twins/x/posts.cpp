#include "twins/x/posts.hpp"

#include <algorithm>
#include <charconv>

namespace earshot::twins::x {

namespace {

// Ids carry their time in milliseconds since this moment, above 22 bits.
constexpr std::int64_t id_epoch = 1'288'834'974'657;

}  // namespace

post_id posts::next_id(timestamp when) {
    const auto since = when.time_since_epoch().count() - id_epoch;
    const auto by_time = static_cast<post_id>(std::max<std::int64_t>(since, 1)) << 22;
    return all_.empty() ? by_time : std::max(by_time, all_.rbegin()->first + 1);
}

const post& posts::add(draft text, timestamp when) {
    const post_id id = next_id(when);
    post one{id, std::move(text.author_id), std::move(text.text)};
    one.shown = mark_up(one.written);
    one.language = text.language.empty() ? "und" : std::move(text.language);
    one.created = when;
    one.answers = text.answers;
    one.quotes = text.quotes;
    one.photo = text.photo;
    one.by_api = text.by_api;
    one.conversation = id;
    if (const post* parent = find(text.answers)) one.conversation = parent->conversation;
    if (const auto old = all_.find(text.edits); old != all_.end()) {
        old->second.superseded = true;
        one.history = old->second.history;
        one.answers = old->second.answers;
        one.conversation = old->second.conversation;
    }
    one.history.push_back(id);
    for (const post_id version : one.history)
        if (version != id) all_[version].history = one.history;
    return all_.emplace(id, std::move(one)).first->second;
}

bool posts::remove(post_id id) {
    const post* found = find(id);
    if (found == nullptr || found->deleted) return false;
    for (const post_id version : std::vector(found->history)) all_[version].deleted = true;
    return true;
}

const post* posts::find(post_id id) const {
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : &found->second;
}

const post* posts::visible(post_id id) const {
    const post* found = find(id);
    return found != nullptr && !found->deleted ? found : nullptr;
}

std::vector<const post*> posts::newest(const std::function<bool(const post&)>& wanted,
                                       post_id newer_than, post_id older_than,
                                       std::size_t limit) const {
    std::vector<const post*> found;
    auto it = older_than == 0 ? all_.end() : all_.lower_bound(older_than);
    while (it != all_.begin() && found.size() < limit) {
        --it;
        const post& one = it->second;
        if (one.id <= newer_than) break;
        if (!one.deleted && !one.superseded && wanted(one)) found.push_back(&one);
    }
    return found;
}

post_id parse_id(std::string_view digits) {
    post_id id = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
    const bool whole = problem == std::errc{} && end == digits.data() + digits.size();
    return whole && digits.size() <= 19 ? id : 0;
}

}  // namespace earshot::twins::x
