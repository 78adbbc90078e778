#include "control/control_server.hpp"

#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "control/connection.hpp"

namespace earshot::control {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr duration after_failed_accept{1'000};  // out of descriptors: others must end first

}  // namespace

control_server::control_server(asio::any_io_executor loop, fs::path socket,
                               journal::journal& entries, daemon_view& daemon, const clock& time,
                               ids& names, log& events, server_limits limits)
    : loop_(loop),
      path_(std::move(socket)),
      log_(events),
      limits_(limits),
      around_(std::make_unique<surroundings>(
          surroundings{loop, entries, daemon, time, names, limits.look_for_entries})),
      connections_(loop, events) {}

control_server::~control_server() = default;

result<void> control_server::listen() {
    auto bound = control_socket::bind(loop_, path_);
    if (!bound) return std::unexpected(bound.error());
    socket_.emplace(std::move(*bound));
    return {};
}

task<void> control_server::serve() {
    co_await accept_connections();
    socket_.reset();
    connections_.cancel();
    co_await asio::this_coro::reset_cancellation_state();  // ours has come: wait for theirs
    co_await connections_.join();
}

task<void> control_server::accept_connections() {
    co_await asio::this_coro::throw_if_cancelled(false);
    while ((co_await asio::this_coro::cancellation_state).cancelled() ==
           asio::cancellation_type::none) {
        auto [problem, socket] =
            co_await socket_->acceptor().async_accept(asio::as_tuple(asio::use_awaitable));
        if (!problem) {
            admit(std::move(socket));
        } else if (problem != asio::error::operation_aborted) {
            log_.write(log_level::warning, "control.accept_failed", {{"why", problem.message()}});
            asio::steady_timer pause(loop_, after_failed_accept);
            co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
        }
    }
}

namespace {

task<void> serve_one(std::unique_ptr<connection> who) { co_await who->serve(); }

task<void> turn_one_away(std::unique_ptr<connection> who, error why) {
    co_await who->turn_away(std::move(why));
}

}  // namespace

void control_server::admit(protocol::socket socket) {
    auto who = peer_of(socket.native_handle());
    std::optional<error> refusal;
    if (!who)
        refusal = who.error();
    else if (!may_command(*who, geteuid(), socket_->group()))
        refusal.emplace(error_kind::permanent, "control.not_allowed",
                        "only root, the daemon's own user and members of the socket's group may");
    else if (connections_.running() >= limits_.connections)
        refusal.emplace(error_kind::transient, "control.busy",
                        "too many connections are open; end a `--follow`, or try again");
    if (refusal)
        log_.write(log_level::warning, "control.refused",
                   {{"who", who ? to_string(*who) : "unknown"}, {"why", refusal->code}});
    auto one = std::make_unique<connection>(std::move(socket), who ? *who : peer{}, *around_, log_,
                                            limits_);
    if (!refusal)
        connections_.spawn("control connection", serve_one(std::move(one)));
    else if (connections_.running() < 2 * limits_.connections)
        connections_.spawn("control refusal", turn_one_away(std::move(one), std::move(*refusal)));
}

}  // namespace earshot::control
