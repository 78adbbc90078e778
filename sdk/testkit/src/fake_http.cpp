#include "earshot/testkit/fake_http.hpp"

#include <algorithm>

namespace earshot::testkit {

namespace {

http_response response(int status, std::string body, fake_http::header_list headers = {}) {
    http_response made;
    made.status = status;
    made.headers = std::move(headers);
    made.body = std::move(body);
    return made;
}

}  // namespace

bool fake_http::rule::fits(const http_request& request) const {
    return method == request.method && request.url.starts_with(prefix);
}

void fake_http::answer(std::string method, std::string url_prefix, int status, std::string body,
                       header_list headers) {
    rules_.push_back({std::move(method), std::move(url_prefix),
                      response(status, std::move(body), std::move(headers)), true});
}

void fake_http::always(std::string method, std::string url_prefix, int status, std::string body) {
    rules_.push_back(
        {std::move(method), std::move(url_prefix), response(status, std::move(body)), false});
}

void fake_http::fail(std::string method, std::string url_prefix, error why) {
    rules_.push_back(
        {std::move(method), std::move(url_prefix), std::unexpected(std::move(why)), true});
}

std::size_t fake_http::unused() const {
    return static_cast<std::size_t>(std::ranges::count_if(rules_, &rule::once));
}

result<http_response> fake_http::take(const http_request& request) {
    auto found = std::ranges::find_if(
        rules_, [&](const rule& one) { return one.once && one.fits(request); });
    if (found != rules_.end()) {
        result<http_response> outcome = std::move(found->outcome);
        rules_.erase(found);
        return outcome;
    }
    found = std::ranges::find_if(rules_, [&](const rule& one) { return one.fits(request); });
    if (found != rules_.end()) return found->outcome;
    return earshot::fail(error_kind::permanent, "testkit.unexpected",
                         "no answer was prepared for " + request.method + " " + request.url);
}

task<result<http_response>> fake_http::send(http_request request) {
    auto outcome = take(request);
    requests_.push_back(std::move(request));
    co_return outcome;
}

}  // namespace earshot::testkit
