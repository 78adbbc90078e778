// What Chatwoot's answers without success mean, by status alone. Pure.
#pragma once

#include <string_view>

#include "earshot/error.hpp"
#include "earshot/http_problem.hpp"

namespace earshot::chatwoot {

// `tried` is the request as people know it: `POST /conversations`.
error error_of(const http_response& answer, std::string_view tried, request_target target);

}  // namespace earshot::chatwoot
