#include "replay/replay_source.hpp"

#include <algorithm>

#include "earshot/settings_check.hpp"
#include "replay/pace.hpp"

namespace earshot::replay {

namespace {

constexpr std::uint64_t max_recording = 64 << 20;

void add(batch& items, const turn& one) {
    if (const auto* said = std::get_if<message>(&one.what)) items.messages.push_back(*said);
    if (const auto* bad = std::get_if<malformed>(&one.what)) items.rejects.push_back(*bad);
}

}  // namespace

replay_source::replay_source(host& services)
    : account_(services.instance()),
      path_(services.configuration().text("path")),
      speed_(services.configuration().integer("speed")),
      files_(use<files>(services)),
      clock_(use<clock>(services)) {
    settings_check check(services.configuration());
    check.natural("speed");
    check.finish();
}

task<result<poll_result>> replay_source::poll(poll_request request) {
    const auto at = from_cursor(request.cursor, clock_.now());
    if (!at) co_return std::unexpected(at.error());
    if (turns_.empty()) {
        const auto loaded = co_await load();
        if (!loaded) co_return std::unexpected(loaded.error());
    }
    co_return take(request, at->next, at->began);
}

task<result<void>> replay_source::load() {
    const auto whole = co_await files_.read(path_, 0, max_recording);
    if (!whole) co_return std::unexpected(whole.error());
    if (whole->size > max_recording)
        co_return fail(error_kind::permanent, "replay.too_large",
                       path_ + " has " + std::to_string(whole->size >> 20) +
                           " MiB; split it into files of at most 64 MiB");
    auto turns = read_recording(whole->bytes, account_);
    if (!turns) {
        turns.error().detail.insert(0, path_ + ": ");
        co_return std::unexpected(turns.error());
    }
    turns_ = std::move(*turns);
    co_return result<void>{};
}

poll_result replay_source::take(const poll_request& request, std::size_t next, timestamp began) {
    const timestamp now = clock_.now();
    const auto when = [&](std::size_t index) {
        return due(turns_[index].at, turns_.front().at, began, speed_);
    };
    const auto most = static_cast<std::size_t>(std::max(request.max_messages, 1));
    const std::size_t end = std::min(turns_.size(), next + most);
    poll_result taken;
    for (; next < end && when(next) <= now; ++next) add(taken.items, turns_[next]);
    taken.cursor = to_cursor({next, began});
    taken.finished = next >= turns_.size();
    taken.more = !taken.finished && when(next) <= now;
    if (!taken.finished && !taken.more) taken.come_back = when(next) - now;
    if (taken.finished) turns_ = {};
    return taken;
}

}  // namespace earshot::replay
