#include "twins/x/platform.hpp"

#include <boost/json.hpp>

#include "twins/x/events.hpp"

namespace earshot::twins::x {

namespace {

// A script's day is yesterday: recent, and over.
timestamp yesterday(timestamp now) {
    return std::chrono::floor<std::chrono::days>(now) - std::chrono::days{1};
}

}  // namespace

platform::platform(platform_options given, const clock& time)
    : options(std::move(given)),
      access(options.known, options.brand.id),
      limits(options.limit_factor),
      hooks(options.known.consumer_secret),
      clock_(time) {
    people.add(options.brand);
}

timestamp platform::present() const {
    if (playing_ != timestamp{}) return playing_;
    return stage_ ? stage_->at(now()) : now();
}

const post& platform::publish(draft text) {
    const post& added = timeline.add(std::move(text), present());
    announce_post(*this, added);
    return added;
}

bool platform::remove(post_id id) {
    const post* found = timeline.find(id);
    if (found == nullptr || !timeline.remove(id)) return false;
    announce_removal(*this, *found);
    return true;
}

void platform::play(script day) {
    for (const user& who : day.people) people.add(who);
    script_ = std::move(day);
    next_scene_ = 0;
    labels_.clear();
    if (script_.scenes.empty()) return stage_.reset();
    stage_.emplace(now(), yesterday(now()), script_.scenes.front().at, script_.scenes.back().at,
                   options.speed);
}

void platform::advance() {
    if (!stage_) return;
    const timestamp midnight = std::chrono::floor<std::chrono::days>(stage_->begin());
    const timestamp until = stage_->at(now());
    while (next_scene_ < script_.scenes.size()) {
        const scene& next = script_.scenes[next_scene_];
        if (midnight + next.at > until) break;
        playing_ = midnight + next.at;
        ++next_scene_;
        perform(next);
    }
    playing_ = timestamp{};
}

void platform::perform(const scene& one) {
    if (one.what == act::remove) {
        remove(labelled(one.target));
        return;
    }
    const post* edited = timeline.find(labelled(one.target));
    const user* author = edited ? people.by_id(edited->author_id) : people.by_handle(one.by);
    draft text{author ? author->id : people.add({"", one.by, one.by}).id, one.text, one.language};
    text.answers = labelled(one.answers);
    text.quotes = labelled(one.quotes);
    text.edits = edited ? edited->id : 0;
    text.photo = one.photo;
    if (edited && text.language.empty()) text.language = edited->language;
    const post& added = publish(std::move(text));
    if (!one.label.empty()) labels_[one.label] = added.id;
    if (edited) labels_[one.target] = added.id;
}

post_id platform::labelled(const std::string& label) const {
    const auto found = labels_.find(label);
    return found == labels_.end() ? 0 : found->second;
}

const user* platform::answered_by(const post& item) const {
    if (const post* parent = timeline.find(item.answers)) return people.by_id(parent->author_id);
    const auto& marks = item.shown.marks;
    const bool calls = !marks.empty() && marks[0].kind == mark_kind::mention && marks[0].begin == 0;
    return calls ? people.by_handle(marks[0].value) : nullptr;
}

bool platform::concerns_brand(const post& item) const {
    return item.author_id != options.brand.id && item.shown.mentions(options.brand.handle);
}

}  // namespace earshot::twins::x
