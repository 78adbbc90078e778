// One client of the server: reads its requests, has them answered, writes the answers in order.
// The server owns it for as long as the connection lasts.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "net/http_server.hpp"
#include "net/notice.hpp"
#include "net/peer_rate.hpp"
#include "net/tls.hpp"

namespace earshot::net {

// What the sessions of one server share; the server owns it.
struct session_environment {
    const server_options& options;
    const request_handler& handler;
    log& events;
    peer_rate rate;
    std::string date;  // renewed by the server's sweep
    notice throttle_notice{};
    bool stopping = false;
};

class server_session {
public:
    using steady_time = std::chrono::steady_clock::time_point;

    virtual ~server_session() = default;

    // Until either side ends the connection.
    virtual task<void> run() = 0;

    // Ends it at once: whatever is being read or written fails.
    virtual void cut() = 0;

    bool idle() const { return idle_; }                 // between requests
    steady_time deadline() const { return deadline_; }  // of what the client must do next

protected:
    bool idle_ = true;
    steady_time deadline_ = steady_time::max();
};

// `tls` null: plain HTTP. `environment` outlives the session.
std::unique_ptr<server_session> make_server_session(boost::asio::ip::tcp::socket socket,
                                                    const tls_context& tls,
                                                    session_environment& environment);

}  // namespace earshot::net
