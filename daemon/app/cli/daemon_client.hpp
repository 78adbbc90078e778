// The daemon's control socket from the outside. Waits for answers; the command has nothing else to
// do.
#pragma once

#include <boost/json/fwd.hpp>
#include <functional>
#include <string>

#include "earshot/error.hpp"

namespace earshot::app::cli {

class daemon_client {
public:
    // Errors: permanent `command.unreachable`: which socket, why not, and what to do.
    static result<daemon_client> connect(const std::string& socket);

    daemon_client(daemon_client&& other) noexcept;
    daemon_client& operator=(daemon_client&&) = delete;
    ~daemon_client();

    using on_item = std::function<bool(const boost::json::object&)>;

    // Sends a request and waits for its answer; items before it go to `each`. Where that is false,
    // nobody wants more: the answer is empty. Errors: those of the
    // daemon; `command.unreachable` when it goes away or is silent for longer than it may be.
    result<boost::json::object> ask(const std::string& command,
                                    const boost::json::object& arguments, const on_item& each = {});

    // Following ends when the operator ends it.
    void wait_forever() { patient_ = true; }

private:
    explicit daemon_client(int socket, std::string path)
        : socket_(socket), path_(std::move(path)) {}

    result<void> send(std::string_view bytes);
    result<std::string> receive_line();

    int socket_;
    std::string path_;
    std::string received_;
    bool patient_ = false;
};

}  // namespace earshot::app::cli
