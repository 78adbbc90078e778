// An answer of a server, for what reads refusals.
#pragma once

#include <string>
#include <utility>

#include "earshot/service/http.hpp"

namespace earshot::testkit {

// With a header Retry-After where one is given.
inline http_response answered(int status, std::string body = {}, std::string retry_after = {}) {
    http_response answer;
    answer.status = status;
    answer.body = std::move(body);
    if (!retry_after.empty()) answer.headers.emplace_back("retry-after", std::move(retry_after));
    return answer;
}

}  // namespace earshot::testkit
