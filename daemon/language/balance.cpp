#include "language/balance.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace earshot::language {

const balance::entry* balance::find(std::string_view tag) const {
    const auto end = entries_.begin() + static_cast<std::ptrdiff_t>(count_);
    const auto at =
        std::find_if(entries_.begin(), end, [tag](const entry& one) { return one.tag == tag; });
    return at == end ? nullptr : &*at;
}

balance::entry* balance::find(std::string_view tag) {
    return const_cast<entry*>(std::as_const(*this).find(tag));
}

void balance::admit(std::string_view tag, float log_odds) {
    if (entry* known = find(tag))
        known->log_odds += log_odds;
    else if (count_ < most)
        entries_[count_++] = {tag, log_odds};
}

bool balance::admits(std::string_view tag) const { return find(tag) != nullptr; }

std::string_view balance::tag_like(std::string_view tag) const {
    const entry* known = find(tag);
    return known ? known->tag : std::string_view();
}

float balance::weight(std::string_view tag) const {
    const entry* known = find(tag);
    return known ? known->log_odds : 0;
}

void balance::add(std::string_view tag, float log_odds) {
    if (entry* known = find(tag)) known->log_odds += log_odds;
}

void balance::add_to_first(std::span<const float> log_odds) {
    for (std::size_t at = 0; at < std::min(log_odds.size(), count_); ++at)
        entries_[at].log_odds += log_odds[at];
}

std::array<balance::standing, 2> balance::best() const {
    std::array<const entry*, 2> top{&entries_[0], &entries_[1]};
    if (top[0]->log_odds < top[1]->log_odds) std::swap(top[0], top[1]);
    for (std::size_t at = 2; at < count_; ++at) {
        const entry* one = &entries_[at];
        if (one->log_odds > top[0]->log_odds)
            top = {one, top[0]};
        else if (one->log_odds > top[1]->log_odds)
            top[1] = one;
    }
    double total = 0;
    for (std::size_t at = 0; at < count_; ++at)
        total += std::exp(static_cast<double>(entries_[at].log_odds - top[0]->log_odds));
    const double second = std::exp(static_cast<double>(top[1]->log_odds - top[0]->log_odds));
    return {standing{top[0]->tag, 1 / total}, standing{top[1]->tag, second / total}};
}

void evidence_list::note(std::string_view source, std::string_view tag, float weight) {
    std::string text(source);
    if (!tag.empty()) text.append(": ").append(tag);
    const auto place =
        std::ranges::find_if(lines_, [weight](const line& one) { return one.weight < weight; });
    lines_.insert(place, {std::move(text), weight});
}

std::vector<std::string> evidence_list::lines() const {
    std::vector<std::string> texts;
    for (const line& one : lines_) texts.push_back(one.text);
    return texts;
}

}  // namespace earshot::language
