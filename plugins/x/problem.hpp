// What X's error answers mean. Decided by status, by the last segment of a problem's type, and by
// code; X's wording counts in one documented case only, that of a duplicate post. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/service/http.hpp"
#include "earshot/time.hpp"

namespace earshot::x {

// One error answer, in whichever of X's three shapes.
struct problem {
    std::string type;  // last segment of the URI: `usage-capped`; empty for `about:blank`
    std::string title;
    std::string detail;
    std::string reason;                   // of client-forbidden: `client-not-enrolled`
    std::string period;                   // of usage-capped: `Daily`, `Monthly`
    std::vector<std::string> parameters;  // that X would not have
    std::int64_t code = 0;                // in the style of v1.1

    // `tried` is the request as people know it: `POST /2/tweets`. The caller adds retry times.
    error as_error(std::string_view tried, int status) const;
};

// Anything at all: a body that is no problem gives an empty one.
problem read_problem(std::string_view body);

// The error that an answer without success means.
error error_of(const http_response& answer, std::string_view tried, timestamp now);

// How long X asks to wait: the latest of the limits that are used up; for a usage cap, until its
// period is over.
duration wait_of(const http_response& answer, const problem& why, timestamp now);

}  // namespace earshot::x
