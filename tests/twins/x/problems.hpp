// The platform's refusals, in the shapes it uses.
#pragma once

#include <string_view>

#include "twins/twin.hpp"
#include "twins/x/rate_limits.hpp"

namespace earshot::twins::x {

answer unauthorized();
answer out_of_credits();
answer forbidden(std::string_view detail);
answer wrong_context();  // this endpoint wants another kind of token
answer too_many_requests(const allowance& what);
answer invalid_request(std::string_view parameter, std::string_view value,
                       std::string_view message);
answer no_such_endpoint(std::string_view path);
answer not_found(std::string_view parameter, std::string_view value, std::string_view kind);

// One entry of `errors` beside `data`.
boost::json::object missing(std::string_view parameter, std::string_view value,
                            std::string_view kind);

}  // namespace earshot::twins::x
