// A twin is a fake platform or helpdesk that behaves: it keeps state, answers as the real one
// does, and fails on demand. A twin is a pure class, requests in and answers out, on an injected
// clock; serve.hpp puts it on a socket.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "earshot/service/http.hpp"
#include "net/http_server.hpp"

namespace earshot::twins {

// A request that the twin itself makes: a webhook delivery, a challenge, an agent's answer.
struct outgoing {
    std::int64_t id = 0;
    http_request request{"GET", ""};
};

// What the twin says, and how it reaches the caller.
struct answer {
    net::server_response response;
    duration delay{0};
    bool drop = false;              // the connection is closed without a word
    std::optional<outgoing> first;  // must be made before the answer is known: see resume()
};

class twin {
public:
    virtual ~twin() = default;

    virtual answer handle(const net::server_request& request) = 0;

    // The outcome of `answer::first`; nothing: nobody answered.
    virtual answer resume(std::int64_t id, const std::optional<http_response>& outcome) = 0;

    // What is due to be sent at the clock's present. Each is reported to delivered() once;
    // status 0: nobody answered.
    virtual std::vector<outgoing> take_outgoing() = 0;
    virtual void delivered(std::int64_t id, int status) = 0;

    // One JSON object each, for people who watch: what happened since the last call.
    virtual std::vector<std::string> take_events() = 0;
};

answer json_answer(int status, const boost::json::value& body);

}  // namespace earshot::twins
