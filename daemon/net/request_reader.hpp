// Turns received bytes into requests (RFC 9112). No I/O; one for each connection.
#pragma once

#include <memory>
#include <string_view>

#include "net/http_server.hpp"

namespace earshot::net {

class request_reader {
public:
    request_reader(std::size_t max_header, std::size_t max_body);
    ~request_reader();

    // Begins the next request.
    void reset();

    // Takes what it understands and says how many bytes that was; the rest must be given again,
    // with what came after it. Call until done() or refusal().
    std::size_t feed(std::string_view bytes);

    bool done() const;
    int refusal() const;          // the status that says why not: 400, 413, 431, 501; 0: none
    bool keep_alive() const;      // after done()
    bool wants_continue() const;  // the client waits for `100 Continue` before it sends the body
    server_request take();        // after done()

private:
    class parser;
    struct limits {
        std::size_t header;
        std::size_t body;
    };

    limits limits_;
    std::unique_ptr<parser> parser_;
};

}  // namespace earshot::net
