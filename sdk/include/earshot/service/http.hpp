// Requests to the platform. The host pools connections, verifies certificates and host names,
// bounds sizes and times, keeps to the plugin's allowed hosts, and keeps the rate budgets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "earshot/task.hpp"

namespace earshot {

class http_request {
public:
    http_request(std::string method, std::string url)
        : method(std::move(method)), url(std::move(url)) {}

    http_request& header(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    http_request& content(std::string type, std::string bytes) {
        header("content-type", std::move(type));
        body = std::move(bytes);
        return *this;
    }
    // Requests under one label share one platform limit: `mentions`. The host reads what is left
    // from the answers' headers and refuses with `throttled`, without a call, when nothing is.
    http_request& budget(std::string label) {
        budget_label = std::move(label);
        return *this;
    }
    // Whom the platform counts the request against, where that is not this account alone: accounts
    // that give the same name, at the same host, share the limits of a label. A name, never a
    // secret; see `fingerprint` in signature.hpp.
    http_request& counted_for(std::string whom) {
        shared_by = std::move(whom);
        return *this;
    }
    // The application that calls, likewise: shares no more than the limits that an answer calls the
    // application's.
    http_request& from_application(std::string id) {
        application = std::move(id);
        return *this;
    }
    // It is refused already when a tenth of the limit is left, which is kept for what cannot wait.
    // For polling where answers and alarms draw on the same limit.
    http_request& can_wait() {
        waits = true;
        return *this;
    }

    std::string method;
    std::string url;  // absolute; the host must be allowed for the plugin
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string budget_label;
    std::string shared_by;    // empty: by nobody
    std::string application;  // empty: not known
    bool waits = false;
    duration timeout{30'000};  // for the whole exchange
};

class http_response {
public:
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::string body;

    std::optional<std::string_view> header(std::string_view lower_case_name) const {
        for (const auto& [name, value] : headers)
            if (name == lower_case_name) return value;
        return std::nullopt;
    }
};

class http {
public:
    static constexpr std::string_view id = "earshot.http/1";
    virtual ~http() = default;

    // Any status is an answer, also 500; an error means that there was none. Redirects are not
    // followed for anything but GET, and at most three times, within the allowed hosts.
    // Errors: transient (`http.timeout`, `http.broken`, `http.connect`, `http.tls`, ...), throttled
    // (`http.budget`), invalid (`http.url`, `http.too_large`), permanent (`http.not_allowed`),
    // cancelled. [loop]
    virtual task<result<http_response>> send(http_request request) = 0;
};

}  // namespace earshot
