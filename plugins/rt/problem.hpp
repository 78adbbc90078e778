// What Request Tracker's refusals mean, by status. Pure.
#pragma once

#include <string_view>

#include "earshot/error.hpp"
#include "earshot/http_problem.hpp"

namespace earshot::rt {

// The error that an answer without success means. `tried` is the request as people know it:
// `POST /ticket`.
error error_of(const http_response& answer, std::string_view tried, request_target target);

}  // namespace earshot::rt
