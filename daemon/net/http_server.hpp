// A small HTTP/1.1 server for webhooks. One handler sees whole requests; limits on everything are
// enforced before it does.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "earshot/service/log.hpp"
#include "earshot/task.hpp"

namespace earshot::net {

struct server_tls {
    std::string certificate_file;  // PEM, the chain
    std::string key_file;          // PEM
};

struct server_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one
    std::optional<server_tls> tls;
    std::size_t max_body = 1 << 20;
    std::size_t max_header = 16 << 10;
    std::size_t max_connections = 1'000;
    int max_requests_per_second = 0;   // for one peer address; 0: no bound; above it 429
    duration request_timeout{10'000};  // from first byte to last: slow clients are cut off
    duration idle_timeout{60'000};     // between requests: half-open clients are cut off
};

class server_request {
public:
    std::string method;
    std::string path;                                          // undecoded, without the query
    std::string query;                                         // undecoded, without `?`
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::string body;
    std::string peer;  // address
};

class server_response {
public:
    server_response() = default;
    server_response(int code, std::string text) : status(code), body(std::move(text)) {}

    int status = 200;
    std::string content_type = "text/plain";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

// Throws only bugs: they are answered with 500 and logged. Called on the loop, concurrently.
using request_handler = std::function<task<server_response>(server_request)>;

class http_server {
public:
    virtual ~http_server() = default;

    // Binds. Errors: permanent, naming the address and why.
    virtual result<void> listen() = 0;
    virtual std::uint16_t port() const = 0;  // after listen()

    // Serves until cancelled; then stops accepting, lets requests in progress finish for at most
    // `request_timeout`, and returns.
    virtual task<void> serve() = 0;
};

std::unique_ptr<http_server> make_http_server(boost::asio::any_io_executor loop,
                                              server_options options, request_handler handler,
                                              log& events);

}  // namespace earshot::net
