// The request line and headers of a request, as bytes.
#pragma once

#include <string>

#include "earshot/service/http.hpp"
#include "net/url.hpp"

namespace earshot::net {

// Errors: invalid `http.header`, for a method or header that would break the line or that the
// client sets itself.
result<std::string> request_head(const http_request& request, const url& to,
                                 const std::string& user_agent);

}  // namespace earshot::net
