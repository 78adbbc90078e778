// The status line and headers of an answer, as bytes.
#pragma once

#include <string>
#include <string_view>

#include "net/http_server.hpp"

namespace earshot::net {

// Throws std::logic_error for a status or header that a handler must not set or that would break
// the line.
void check_response(const server_response& answer);

// Replaces what `into` holds, so that its memory serves every answer of a connection.
void write_response_head(std::string& into, const server_response& answer, std::string_view date,
                         bool keep_alive);

}  // namespace earshot::net
