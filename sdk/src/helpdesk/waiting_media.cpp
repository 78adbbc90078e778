#include "waiting_media.hpp"

#include <algorithm>
#include <utility>

#include "../json_members.hpp"

namespace earshot::helpdesk {

namespace {

using namespace json_members;
using json_members::get;
using json_members::put;

std::string key_of_place(std::size_t place) { return "media/" + std::to_string(place); }

std::string to_json(const waiting_file& one) {
    json::object out;
    put(out, "case", one.case_key);
    put(out, "url", one.url);
    put(out, "since", one.since);
    put(out, "due", one.due);
    return written(out);
}

std::optional<waiting_file> waiting_file_from_json(std::string_view text) {
    const auto from = parse_object(text, "waiting file");
    if (!from) return std::nullopt;
    waiting_file out;
    get(*from, "case", out.case_key);
    get(*from, "url", out.url);
    get(*from, "since", out.since);
    get(*from, "due", out.due);
    if (out.url.empty()) return std::nullopt;
    return out;
}

}  // namespace

task<result<void>> waiting_media::load() {
    if (loaded_) co_return result<void>{};
    std::vector<std::optional<waiting_file>> found;
    while (found.size() < most) {
        const auto held = co_await kept_.get(key_of_place(found.size()));
        if (!held) co_return std::unexpected(held.error());
        if (!*held) break;
        found.push_back(waiting_file_from_json(**held));
    }
    if (!std::exchange(loaded_, true)) places_ = std::move(found);
    co_return result<void>{};
}

std::size_t waiting_media::free_place() const {
    return static_cast<std::size_t>(std::ranges::find(places_, std::optional<waiting_file>{}) -
                                    places_.begin());
}

task<result<void>> waiting_media::add(waiting_file one) {
    for (const auto& other : places_)
        if (other && other->case_key == one.case_key && other->url == one.url)
            co_return result<void>{};
    const std::size_t place = free_place();
    if (place == most)
        co_return fail(error_kind::transient, "helpdesk.media_waiting",
                       std::to_string(most) + " files wait already");
    if (place == places_.size()) places_.emplace_back();
    co_return co_await change(place, std::move(one));
}

std::optional<std::size_t> waiting_media::due(timestamp now) const {
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (places_[i] && places_[i]->due <= now && (!first || places_[i]->due < at(*first).due))
            first = i;
    return first;
}

task<result<void>> waiting_media::change(std::size_t place, waiting_file to) {
    places_.at(place) = to;
    co_return co_await kept_.put(key_of_place(place), to_json(to));
}

task<result<void>> waiting_media::remove(std::size_t place) {
    places_.at(place).reset();
    co_return co_await kept_.put(key_of_place(place), "{}");
}

}  // namespace earshot::helpdesk
