// One connection to a server, plain or TLS. Whoever holds it makes one exchange at a time.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "earshot/service/http.hpp"
#include "net/http_client.hpp"
#include "net/tls.hpp"
#include "net/url.hpp"

namespace earshot::net {

struct outgoing_request {
    std::string head;
    std::string_view body;
    bool head_only = false;  // HEAD: the answer has no body
};

struct exchange_outcome {
    result<http_response> answer;
    bool unsent = false;      // failed, and not a byte of the request had left
    bool unanswered = false;  // failed, and not a byte of an answer had come
    bool reusable = false;    // the connection is good for another exchange
};

class client_connection {
public:
    virtual ~client_connection() = default;

    // False: the server has closed it, or sends what nobody asked for.
    virtual bool usable() = 0;

    // `request` outlives the call. Errors: transient `http.connect` (nothing was sent),
    // `http.broken`, `http.protocol`; invalid `http.too_large`.
    virtual task<exchange_outcome> exchange(const outgoing_request& request) = 0;
};

// Resolves, connects and, for https, verifies. The connection belongs to `loop`, not to the
// executor of whoever happens to ask first. The time is bounded by `connect_timeout` for each step.
// Errors: transient `http.connect`, `http.tls`.
task<result<std::unique_ptr<client_connection>>> open_connection(boost::asio::any_io_executor loop,
                                                                 origin to, tls_context tls,
                                                                 client_options options);

}  // namespace earshot::net
