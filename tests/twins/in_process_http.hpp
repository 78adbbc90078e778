// A plugin's way to a twin without a socket: for tests of a plugin against a counterpart that keeps
// state and fails on demand, on the test's clock.
#pragma once

#include <string>
#include <vector>

#include "earshot/service/http.hpp"
#include "twins/twin.hpp"

namespace earshot::twins {

class in_process_http final : public http {
public:
    explicit in_process_http(twin& other) : other_(other) {}

    int requests = 0;

    task<result<http_response>> send(http_request request) override {
        ++requests;
        answer given = other_.handle(received(request));
        if (given.drop)
            co_return fail(error_kind::transient, "http.closed", "the connection was closed");
        http_response made;
        made.status = given.response.status;
        made.headers = std::move(given.response.headers);
        made.body = std::move(given.response.body);
        co_return made;
    }

private:
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
