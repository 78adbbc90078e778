// The calls of the platform's API and of the twin's admin address, one function each, in a table
// that also says who may call. x_twin finds the row, checks the caller and calls.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "twins/parameters.hpp"
#include "twins/x/platform.hpp"

namespace earshot::twins::x {

struct call {
    platform& on;
    const net::server_request& request;
    parameters query;
    std::vector<std::string> captured;  // the `{}` of the path
    caller who;
};

enum class access_rule {
    anyone,  // checks for itself
    known,   // any valid token
    user_only,
    application_only,
};

struct route {
    std::string_view method;
    std::string_view pattern;  // `{}` stands for one part
    std::string_view label;    // of the rate limit; empty: none
    access_rule rule = access_rule::known;
    answer (*handler)(call&);
};

std::span<const route> timeline_routes();
std::span<const route> publishing_routes();
std::span<const route> token_routes();
std::span<const route> webhook_routes();
std::span<const route> admin_routes();

// The outcome of a webhook's challenge: the answer to the call that asked for it.
answer finish_challenge(platform& on, std::int64_t id, const std::optional<http_response>& outcome);

// A parameter that is neither a field selection nor among `own`: the platform refuses those.
std::optional<answer> unknown_parameter(const call& from,
                                        std::initializer_list<std::string_view> own);

}  // namespace earshot::twins::x
