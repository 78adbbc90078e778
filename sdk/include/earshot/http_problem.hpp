// What a server's answer without success means, by its status alone. For plugins: each adds what
// only it can know, the remedies and where its platform puts a complaint.
//
//     constexpr answering_server zammad{.name = "Zammad", .codes = "zammad", ...};
//     if (!success(answer)) co_return std::unexpected(
//         http_problem(answer, "POST /tickets", zammad, ascii_line(title, 300),
//                      request_target::fixed));
//
// All of it is pure. [any thread]
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "earshot/error.hpp"
#include "earshot/service/http.hpp"

namespace earshot {

// A server as its errors tell of it. The views last as long as the program: literals.
struct answering_server {
    std::string_view name;   // as people know it: `Zammad`
    std::string_view codes;  // what its codes begin with: `zammad`
    // What to do about it, as a half sentence; empty: nothing is said.
    std::string_view unauthorized;  // 401: `make a new access token`
    std::string_view forbidden;     // 403
    std::string_view redirect;      // 3xx
    std::string_view address;       // 404 where nothing can be gone: `check url`
    // The end of the code of a refusal that is in no row below.
    std::string_view otherwise = "invalid_request";
};

// What a request asks for. Only one thing can be gone. Where what is always there is not found, the
// address is wrong, and nothing may be given up for that.
enum class request_target : std::uint8_t {
    fixed,      // a list, a search, a place where things are made, ourselves
    one_thing,  // a ticket, a note, an agent: named by its number
};

// 2xx.
bool success(const http_response& answer);

// The error that any other answer means: `Zammad answered POST /tickets with 401; make a new ...`.
// `tried` is the request as people know it, without secrets. `complaint` is what the server said of
// it, in one short line; empty: nothing. 429 and 503 wait as Retry-After asks. By status:
//   401 unauthorized `.unauthorized`   403 scope_missing `.forbidden`
//   404 of one thing gone `.not_found`, of a fixed target transient `.address`
//   409 conflict `.conflict`           413 invalid `.too_large`         422 invalid `.refused`
//   429 throttled `.throttled`         408, 5xx transient `.unavailable`
//   3xx transient `.redirect`          any other invalid, as `otherwise`
error http_problem(const http_response& answer, std::string_view tried, const answering_server& by,
                   std::string_view complaint, request_target target);

// A header that is a whole number and not negative. Nothing: it is absent or anything else.
std::optional<std::int64_t> number_in(const http_response& answer,
                                      std::string_view lower_case_name);

// Retry-After in seconds (RFC 9110 section 10.2.3), at most a day. Nothing: it is absent or a date.
std::optional<duration> retry_after(const http_response& answer);

}  // namespace earshot
