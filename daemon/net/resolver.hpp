// Addresses of a host name.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <vector>

#include "earshot/task.hpp"
#include "net/url.hpp"

namespace earshot::net {

// In the system's order of preference. Can be cancelled at any time, although the system's own
// look-up cannot: that one then ends unheard. Errors: transient `http.connect`.
task<result<std::vector<boost::asio::ip::tcp::endpoint>>> resolve(boost::asio::any_io_executor loop,
                                                                  origin where);

}  // namespace earshot::net
