#include "app/lineup.hpp"

#include "app/policy.hpp"

namespace earshot::app {

namespace {

constexpr duration patience{10'000};  // for deliveries in flight of an instance that goes

std::vector<const instance_configuration*> all_of(const configuration& from) {
    std::vector<const instance_configuration*> out;
    for (const account_configuration& one : from.accounts) out.push_back(&one);
    for (const sink_configuration& one : from.sinks) out.push_back(&one);
    return out;
}

const instance_configuration* find_in(const configuration& from, std::string_view name) {
    for (const instance_configuration* one : all_of(from))
        if (one->name == name) return one;
    return nullptr;
}

intake::pace_limits pace_of(const configuration& from, std::string_view name) {
    intake::pace_limits pace;
    for (const account_configuration& one : from.accounts)
        if (one.name == name) pace.busy = one.poll_interval;
    for (const sink_configuration& one : from.sinks)
        if (one.name == name) pace.busy = one.poll_interval;
    return pace;
}

channel_watching watching_of(const configuration& from, std::string_view name) {
    const bool account = std::ranges::any_of(
        from.accounts, [&](const account_configuration& each) { return each.name == name; });
    const instance_configuration* one = find_in(from, name);
    return {account, one ? one->watched : watch_configuration()};
}

bool same(const instance_configuration& left, const instance_configuration& right) {
    return left.plugin == right.plugin && left.fields == right.fields &&
           left.watched == right.watched;
}

}  // namespace

// A journal that cannot answer says so itself; then nothing is known of who is left out.
task<void> lineup::begin(configuration first) {
    const auto known = co_await around_.journal.sinks();
    const auto seen = known.value_or(std::vector<journal::sink_kind>());
    for (const instance_configuration* one : all_of(first)) {
        auto made = make_(*one);
        if (made)
            open(std::move(*made), first);
        else
            co_await leave_out(*one, to_string(made.error()), seen);
    }
    current_ = std::move(first);
}

task<void> lineup::leave_out(const instance_configuration& one, std::string why,
                             const std::vector<journal::sink_kind>& seen) {
    around_.events.write(log_level::error, "plugin.left_out",
                         {{"instance", one.name}, {"plugin", one.plugin}, {"why", why}});
    const auto at = std::ranges::find(seen, "sink:" + one.name, &journal::sink_kind::destination);
    const auto* before = at == seen.end() ? nullptr : &*at;
    const journal::sink_kind kind = kind_of_left_out(one, before);
    left_out_[one.name] = {{one.name, one.plugin, "", false, std::move(why)}, kind};
    // What another plugin was under this name says nothing of this one.
    if (before && kind.plugin.empty()) static_cast<void>(co_await around_.journal.note_sink(kind));
}

// As it was at work. If it never was, it may take everything.
journal::sink_kind lineup::kind_of_left_out(const instance_configuration& one,
                                            const journal::sink_kind* before) const {
    journal::sink_kind kind{.destination = "sink:" + one.name, .informs = true};
    if (before && before->plugin == one.plugin) kind = *before;
    if (const auto code = plugins_(one.plugin))
        kind.informs =
            std::ranges::find(code->capabilities, notices::id) != code->capabilities.end();
    return kind;
}

task<result<void>> lineup::change_to(const configuration& next) {
    auto made = create(changed_in(next));
    if (!made) co_return std::unexpected(made.error());
    co_await stop_all_but(next, *made);
    left_out_.clear();
    for (auto& [name, source] : *made) open(std::move(source), next);
    current_ = next;
    co_return result<void>();
}

std::vector<const instance_configuration*> lineup::changed_in(const configuration& next) const {
    std::vector<const instance_configuration*> out;
    for (const instance_configuration* one : all_of(next)) {
        const instance_configuration* before = find_in(current_, one->name);
        const bool running = channels_.contains(one->name);
        const bool paced = pace_of(current_, one->name).busy == pace_of(next, one->name).busy;
        if (!before || !running || !paced || !same(*before, *one)) out.push_back(one);
    }
    return out;
}

result<lineup::instances_by_name> lineup::create(
    const std::vector<const instance_configuration*>& wanted) {
    instances_by_name out;
    for (const instance_configuration* one : wanted) {
        auto made = make_(*one);
        if (!made)
            return fail(made.error().kind, made.error().code,
                        "'" + one->name + "': " + made.error().detail);
        out.emplace(one->name, std::move(*made));
    }
    return out;
}

task<void> lineup::stop_all_but(const configuration& next, const instances_by_name& replaced) {
    std::vector<std::unique_ptr<channel>> going;
    for (auto at = channels_.begin(); at != channels_.end();) {
        const bool stays = find_in(next, at->first) && !replaced.contains(at->first);
        if (!stays) going.push_back(std::move(at->second));
        at = stays ? std::next(at) : channels_.erase(at);
    }
    co_await stop_together(std::move(going), patience);
}

// At the same time: one slow destination is waited for, not one after the other.
task<void> lineup::stop_together(std::vector<std::unique_ptr<channel>> going, duration limit) {
    base::task_scope stopping(around_.loop, around_.events);
    for (const auto& one : going) stopping.spawn("stop " + one->source()->name(), one->stop(limit));
    co_await stopping.join();
}

void lineup::open(std::shared_ptr<plugins::instance> source, const configuration& from) {
    const std::string name = source->name();
    channels_[name] = std::make_unique<channel>(around_, std::move(source), pace_of(from, name),
                                                watching_of(from, name));
}

task<void> lineup::stop(duration limit) {
    std::vector<std::unique_ptr<channel>> going;
    for (auto& [name, one] : channels_) going.push_back(std::move(one));
    channels_.clear();
    co_await stop_together(std::move(going), limit);
}

void lineup::wake(std::string_view destination) {
    const std::size_t colon = destination.find(':');
    const auto found = channels_.find(destination.substr(colon + 1));
    if (found != channels_.end()) found->second->wake(destination);
}

void lineup::wake_all() {
    for (auto& [name, one] : channels_) one->wake_all();
}

void lineup::look_again() {
    for (auto& [name, one] : channels_) one->look_again();
}

std::shared_ptr<plugins::instance> lineup::find(std::string_view name) const {
    const auto found = channels_.find(name);
    return found == channels_.end() ? nullptr : found->second->source();
}

std::vector<std::shared_ptr<plugins::instance>> lineup::instances() const {
    std::vector<std::shared_ptr<plugins::instance>> out;
    for (const auto& [name, one] : channels_) out.push_back(one->source());
    return out;
}

std::vector<control::channel_view> lineup::status() const {
    std::vector<control::channel_view> out;
    for (const auto& [name, one] : channels_) out.push_back(one->status());
    for (const auto& [name, one] : left_out_) {
        control::channel_view& view = out.emplace_back();
        view.instance = one.status;
        view.account = watching_of(current_, name).account;
    }
    return out;
}

std::shared_ptr<const desk::policy> lineup::policy(desk::knowledge known) const {
    auto out = std::make_shared<desk::policy>(policy_of(current_, std::move(known)));
    for (auto& [name, speaker] : out->accounts) {
        const auto source = find(name);
        speaker.publishes = source && source->publishes();
        if (speaker.publishes) speaker.limits = source->limits();
    }
    for (desk::route& to : out->routes) {
        const auto target = find(to.sink);
        const auto missing = left_out_.find(to.sink);
        if (target) {
            to.informs = target->informs();
            to.cases_only = target->capacity().cases_only;
        } else if (missing != left_out_.end()) {
            to.informs = missing->second.kind.informs;
            to.cases_only = missing->second.kind.cases_only;
            to.assumed = missing->second.kind.plugin.empty();
        }
    }
    return out;
}

}  // namespace earshot::app
