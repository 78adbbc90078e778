// Turns received bytes into one answer (RFC 9112). No I/O; one for each exchange.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "earshot/service/http.hpp"

namespace earshot::net {

class response_reader {
public:
    // `head_only`: the answer to a HEAD request, which has no body whatever its length says.
    response_reader(std::size_t max_header, std::size_t max_body, bool head_only);
    ~response_reader();

    // Takes what it understands and says how many bytes that was; the rest must be given again,
    // with what came after it. Interim answers (1xx) are read over.
    std::size_t feed(std::string_view bytes);

    // The peer has closed: the end of the body where it had no length, a failure elsewhere.
    void end();
    void cut_short(const std::string& why);  // the connection broke

    bool done() const;
    const std::optional<error>& failure()
        const;                // invalid `http.too_large`, transient `http.protocol`
    bool keep_alive() const;  // after done()
    http_response take();     // after done()

private:
    class state;
    std::unique_ptr<state> state_;
};

}  // namespace earshot::net
