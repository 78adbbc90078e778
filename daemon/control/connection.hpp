// One operator at the other end of the socket: reads requests, one after the other, and answers.
#pragma once

#include <boost/asio/local/stream_protocol.hpp>

#include "control/commands.hpp"
#include "control/control_server.hpp"
#include "control/protocol.hpp"
#include "earshot/service/log.hpp"

namespace earshot::control {

class connection final : public listener {
public:
    using socket = boost::asio::local::stream_protocol::socket;

    // What it refers to outlives it.
    connection(socket stream, peer who, const surroundings& around, log& events,
               const server_limits& limits);

    // Ends when the other side does, is silent for too long, or sends what is no request.
    task<void> serve();

    // Refuses whoever it is.
    task<void> turn_away(error why);

    const peer& who() const override { return who_; }
    task<bool> send(boost::json::object item) override;
    bool gone() override;

private:
    task<std::optional<std::string>> read_line();
    task<bool> write(std::string line);
    task<std::string> respond(std::string line);
    task<answer> run(const command& what, arguments given);
    void record(const command& what, const answer& outcome);

    socket stream_;
    peer who_;
    const surroundings& around_;
    log& log_;
    const server_limits& limits_;
    std::string received_;
};

}  // namespace earshot::control
