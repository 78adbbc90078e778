// HTTP/1.1 and TLS to the outside: pooled connections, bounded in size and time, certificates and
// host names always verified, and only to hosts that the caller may reach.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>
#include <vector>

#include "earshot/service/http.hpp"
#include "earshot/service/log.hpp"

namespace earshot::net {

struct client_options {
    std::string ca_file;  // PEM; empty: the system's store
    std::size_t max_body = 8 << 20;
    std::size_t max_header = 64 << 10;
    std::size_t max_connections_per_host = 16;
    duration connect_timeout{5'000};
    duration idle_timeout{30'000};  // a pooled connection is closed after it
    std::string user_agent = "earshot";
};

// Where a caller may go. Compared with a request's origin: scheme, host and port.
struct egress_rules {
    std::vector<std::string> origins;  // `https://api.x.com`, `http://127.0.0.1:8080`

    // Errors: permanent `http.not_allowed`, invalid `http.url`.
    result<void> check(const std::string& url) const;
};

class http_client {
public:
    virtual ~http_client() = default;

    // Errors as of earshot::http::send, but for budgets. A request that failed on a reused
    // connection before any byte of an answer is sent again once, if its method is idempotent or
    // nothing of it was written. [loop]
    virtual task<result<http_response>> send(http_request request, egress_rules rules) = 0;

    // Closes idle connections and refuses new requests. [loop]
    virtual void close() = 0;
};

std::unique_ptr<http_client> make_http_client(boost::asio::any_io_executor loop,
                                              client_options options, log& events);

}  // namespace earshot::net
