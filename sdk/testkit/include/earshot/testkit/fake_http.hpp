// The outside world of a test: answers prepared beforehand, every request kept.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "earshot/service/http.hpp"

namespace earshot::testkit {

// A request takes the first prepared answer whose method is its own and whose prefix its URL begins
// with. One that finds none fails with `testkit.unexpected`, so a plugin cannot call in secret.
class fake_http final : public http {
public:
    using header_list = std::vector<std::pair<std::string, std::string>>;

    // Once. Answers to the same method and prefix are given in the order they were prepared.
    void answer(std::string method, std::string url_prefix, int status, std::string body,
                header_list headers = {});

    // As often as asked for, after those given once.
    void always(std::string method, std::string url_prefix, int status, std::string body);

    // Once: there is no answer.
    void fail(std::string method, std::string url_prefix, error why);

    const std::vector<http_request>& requests() const { return requests_; }
    const http_request& last() const { return requests_.at(requests_.size() - 1); }
    std::size_t unused() const;  // answers prepared for once and never asked for
    void forget() { requests_.clear(); }

    task<result<http_response>> send(http_request request) override;

private:
    struct rule {
        std::string method;
        std::string prefix;
        result<http_response> outcome;
        bool once = true;

        bool fits(const http_request& request) const;
    };

    result<http_response> take(const http_request& request);

    std::vector<rule> rules_;
    std::vector<http_request> requests_;
};

}  // namespace earshot::testkit
