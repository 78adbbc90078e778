// A listening Unix socket at a path: made with care, and removed when done with.
#pragma once

#include <sys/types.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>

#include "earshot/error.hpp"

namespace earshot::control {

class control_socket {
public:
    // Readable and writable by owner and group. A socket that is there already is replaced only if
    // nobody answers it; anything else that is there is left alone, and an error. So is a directory
    // in which others could replace the socket.
    //
    // Errors: permanent `control.socket`.
    static result<control_socket> bind(boost::asio::any_io_executor loop,
                                       std::filesystem::path path);

    control_socket(control_socket&& other) = default;
    control_socket& operator=(control_socket&&) = delete;
    ~control_socket();  // removes the file, if it is still this socket's

    boost::asio::local::stream_protocol::acceptor& acceptor() { return acceptor_; }
    gid_t group() const { return group_; }  // whose members may talk to us

private:
    control_socket(boost::asio::local::stream_protocol::acceptor acceptor,
                   std::filesystem::path path, ino_t inode, gid_t group);

    boost::asio::local::stream_protocol::acceptor acceptor_;
    std::filesystem::path path_;
    ino_t inode_;
    gid_t group_;
};

}  // namespace earshot::control
