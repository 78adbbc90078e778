// What Freshdesk's answers without success mean: by status alone. Pure.
#pragma once

#include <string_view>

#include "earshot/error.hpp"
#include "earshot/http_problem.hpp"

namespace earshot::freshdesk {

// `tried` is the request as people know it: `POST /tickets`.
error error_of(const http_response& answer, std::string_view tried, request_target target);

}  // namespace earshot::freshdesk
