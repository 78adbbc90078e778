// The Unix socket behind the command `earshot`: one JSON object a line in, one or more out. Who may
// talk to it is decided by the file's mode and checked again by the peer's credentials.
//
//   {"command": "outbox", "arguments": {}}
//   {"ok": {...}}   or   {"error": {"code": "...", "detail": "..."}}
//
// docs/control-protocol.md has the commands and the shapes of their answers.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/task_scope.hpp"
#include "control/control_socket.hpp"
#include "control/daemon_view.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/ids.hpp"
#include "journal/journal.hpp"

namespace earshot::control {

struct surroundings;

struct server_limits {
    std::size_t request = 64 << 10;  // bytes of a line
    std::size_t connections = 32;    // at the same time; one more is told and closed
    duration idle{60'000};           // without a complete request
    duration command{60'000};        // to answer one; following is not bounded
    duration write{30'000};          // for the other side to take an answer
    duration look_for_entries{250};  // how often a follower looks into the journal
};

// Lives on one loop. What it refers to outlives it.
class control_server {
public:
    control_server(boost::asio::any_io_executor loop, std::filesystem::path socket,
                   journal::journal& entries, daemon_view& daemon, const clock& time, ids& names,
                   log& events, server_limits limits = {});
    ~control_server();

    // Binds. Errors: permanent `control.socket`, saying what is wrong with the path.
    result<void> listen();

    // Serves until cancelled; then cuts the connections off and returns.
    task<void> serve();

private:
    using protocol = boost::asio::local::stream_protocol;

    task<void> accept_connections();
    void admit(protocol::socket socket);

    boost::asio::any_io_executor loop_;
    std::filesystem::path path_;
    log& log_;
    server_limits limits_;
    std::unique_ptr<surroundings> around_;
    std::optional<control_socket> socket_;
    base::task_scope connections_;
};

}  // namespace earshot::control
