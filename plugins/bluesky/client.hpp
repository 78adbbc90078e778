// Calls of the AT Protocol (XRPC) as our account. Decides what an answer's error means for the
// session; what it means for the call is the caller's.
#pragma once

#include <string>

#include "bluesky/session.hpp"
#include "earshot/service/http.hpp"

namespace earshot::bluesky {

class client {
public:
    client(const account& to, host& services);  // both outlive it

    // Who we are. Errors: those of session::open.
    task<result<tokens>> who();

    // The body of a successful answer. `query` as in a URL, without `?`.
    // Errors: those of session::open, of http::send, and of problem.hpp.
    task<result<std::string>> get(std::string call, std::string query);

    // The same, for polling: it leaves the last of what the server allows to answers.
    task<result<std::string>> listen(std::string call, std::string query);

    // The same; conflict where something was written and the answer cannot be read.
    task<result<std::string>> post(std::string call, std::string body);

    // Leaves bytes with the server, which drops them where no record refers to them soon. The body
    // and the errors of `get`; transient where the answer is too large to be read.
    task<result<std::string>> upload(std::string media_type, std::string bytes);

    timestamp now() const { return clock_.now(); }

private:
    http_request reading(const std::string& call, const std::string& query) const;
    task<result<std::string>> send(http_request request, std::string call);

    const account& account_;
    http& http_;
    clock& clock_;
    session session_;
};

}  // namespace earshot::bluesky
