// What stands between the daemon and a plugin's code: exceptions become errors, time is bounded,
// and whoever holds up the loop is known. Nothing here waits on behalf of a call that answers at
// once: its guard costs a few nanoseconds.
#pragma once

#include <boost/asio/error.hpp>
#include <memory>
#include <optional>
#include <string>

#include "plugins/plugin_object.hpp"

namespace earshot::plugins {

// How a coroutine of the plugin ended. Shared with it: the caller may have gone on without it.
template <class T>
struct outcome {
    std::optional<result<T>> value;
    std::string threw;     // what() of it
    bool aborted = false;  // it ended with the exception of cancelled waiting
    bool left_behind = false;
};

std::unexpected<error> threw(plugin_object& in, call_kind kind, std::string_view what);
std::unexpected<error> timed_out(plugin_object& in, call_kind kind, duration limit);
std::unexpected<error> cancelled(plugin_object& in, call_kind kind);
std::unexpected<error> left_behind(plugin_object& in, call_kind kind);
std::unexpected<error> miscounted(plugin_object& in, std::size_t got, std::size_t wanted);

template <class T>
void report(plugin_object& in, call_kind kind, const result<T>& made) {
    if (made)
        in.succeeded(kind);
    else
        in.failed(kind, made.error());
}

// --- calls that answer at once: `call` is () -> result<T> ---------------------------------------

template <class T, class Call>
result<T> at_once(plugin_object& in, call_kind kind, Call call) {
    if (const error* why = in.refusal()) return std::unexpected(*why);
    try {
        const auto run = [&] {
            const watched_piece piece(in.watch(), in.watched(kind));
            return call();
        };
        result<T> made = run();
        report(in, kind, made);
        return made;
    } catch (const std::exception& why) {
        return threw(in, kind, why.what());
    } catch (...) {
        return threw(in, kind, "something that is not a std::exception");
    }
}

// --- calls that take time: `start` is () -> task<result<T>> -------------------------------------

// Exceptions of the plugin's own types end here: nothing of them may outlive its code.
template <class T, class Start>
task<void> capture(std::shared_ptr<plugin_object> in, call_kind kind,
                   std::shared_ptr<outcome<T>> into, Start start) {
    try {
        into->value.emplace(co_await start());
    } catch (const boost::system::system_error& why) {
        into->aborted = why.code() == boost::asio::error::operation_aborted;
        into->threw = why.what();
    } catch (const std::exception& why) {
        into->threw = why.what();
    } catch (...) {
        into->threw = "something that is not a std::exception";
    }
    if (into->left_behind) in->came_back(kind);
}

template <class T>
result<T> judge(plugin_object& in, call_kind kind, duration limit, ending how, outcome<T>& found) {
    if (how == ending::left_behind) {
        found.left_behind = true;
        return left_behind(in, kind);
    }
    const bool gave_up = found.aborted || (found.value && !*found.value &&
                                           found.value->error().kind == error_kind::cancelled);
    if (gave_up && how == ending::timed_out) return timed_out(in, kind, limit);
    if (gave_up && how == ending::cancelled) return cancelled(in, kind);
    if (!found.value) return threw(in, kind, found.threw);
    report(in, kind, *found.value);
    return std::move(*found.value);
}

template <class T, class Start>
task<result<T>> in_time(std::shared_ptr<plugin_object> in, call_kind kind, duration limit,
                        Start start) {
    if (const error* why = in->refusal()) co_return std::unexpected(*why);
    auto into = std::make_shared<outcome<T>>();
    auto work = capture(in, kind, into, std::move(start));
    const ending how = co_await in->calls().run(in->executor(kind), limit, std::move(work), in);
    in->watch().enter(0);  // we are resumed from within the plugin's last piece: it ends here
    co_return judge(*in, kind, limit, how, *into);
}

}  // namespace earshot::plugins
