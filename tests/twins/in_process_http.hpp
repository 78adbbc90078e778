// A plugin's way to a twin without a socket: for tests of a plugin against a counterpart that keeps
// state and fails on demand, on the test's clock.
#pragma once

#include <optional>
#include <string>

#include "earshot/service/http.hpp"
#include "twins/twin.hpp"

namespace earshot::twins {

class in_process_http : public http {
public:
    explicit in_process_http(twin& other) : other_(other) {}

    int requests = 0;

    task<result<http_response>> send(http_request request) final {
        ++requests;
        answer given = other_.handle(received(request));
        if (given.first) given = other_.resume(given.first->id, proof_for(given.first->request));
        if (given.drop)
            co_return fail(error_kind::transient, "http.closed", "the connection was closed");
        http_response made;
        made.status = given.response.status;
        made.headers = std::move(given.response.headers);
        made.body = std::move(given.response.body);
        co_return made;
    }

private:
    // What the plugin says to the twin's own request, which comes before the answer. Nothing: it
    // does not take it.
    virtual std::optional<http_response> proof_for(const http_request&) { return std::nullopt; }

    static net::server_request received(const http_request& from) {
        net::server_request made;
        made.method = from.method;
        const std::size_t path = from.url.find('/', from.url.find("//") + 2);
        const std::size_t query = from.url.find('?');
        made.path = from.url.substr(path, query == std::string::npos ? query : query - path);
        if (query != std::string::npos) made.query = from.url.substr(query + 1);
        made.headers = from.headers;
        made.body = from.body;
        return made;
    }

    twin& other_;
};

}  // namespace earshot::twins
