// Calls of Request Tracker's REST 2 interface: the token, the addresses, and what came back.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <utility>
#include <vector>

#include "earshot/host.hpp"
#include "earshot/service/http.hpp"
#include "earshot/service/secrets.hpp"

namespace earshot::rt {

struct answer {
    boost::json::value body;
    std::string etag;      // quoted, as it came
    std::string location;  // of what was made
};

// A call to be. `path` begins behind `/REST/2.0`.
class call {
public:
    call(std::string method, std::string path) : method(std::move(method)), path(std::move(path)) {}

    call& with(std::string name, std::string value) {
        query.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    call& content(const boost::json::value& what);
    call& only_if(std::string tag) {
        etag = std::move(tag);
        return *this;
    }

    std::string method;
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
    std::string body;
    std::string etag;  // refused with `conflict` where it is another by now
};

class rest2 {
public:
    explicit rest2(host& services);

    // Errors: all; `rt.not_json` where something else than RT answered.
    task<result<answer>> send(call what);

    // Of the user whom the token belongs to: RT's tokens name him. Errors: unauthorized.
    result<std::string> own_id() const;

    std::string page_of(const std::string& ticket_id) const;  // for people

private:
    result<std::string> token() const;
    http_request request_for(const call& what, const std::string& token) const;

    const std::string base_;
    http& http_;
    secrets& secrets_;
};

}  // namespace earshot::rt
