#include "net/peer_clock.hpp"

#include "earshot/http_date.hpp"

namespace earshot::net {

namespace {

// Further off is no clock that somebody works by.
constexpr duration most = std::chrono::hours{24};

}  // namespace

// Within the exchange, and within its second, the date may stand for any moment. What is known
// holds until an answer contradicts it, so that times keep their order.
void peer_clock::observe(const http_response& answer, timestamp asked, timestamp came) {
    const auto written = parse_http_date(answer.header("date").value_or(""));
    if (!written || answer.header("age")) return;
    const duration least = asked - *written - std::chrono::seconds{1};
    const duration longest = came - *written;
    const bool known = least <= behind_ && behind_ <= longest;
    if (known || least < -most || longest > most) return;
    behind_ = least + (longest - least) / 2;
}

}  // namespace earshot::net
