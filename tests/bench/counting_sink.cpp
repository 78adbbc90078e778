// The bench's destination: acknowledges what the webhook sink posts, and counts it.
//
// Prints `{"port":N}` and, at the end of standard input, one JSON line: how many messages, how many
// of them twice, and the latency from the daemon's door to this acknowledgement in milliseconds.
#include <sys/resource.h>

#include <unistd.h>
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdio>
#include <iostream>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/task_scope.hpp"
#include "net/http_server.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

class tally {
public:
    void take(const net::server_request& request) {
        for (const auto& [name, value] : request.headers)
            if (name == "webhook-id" && !ids_.insert(std::hash<std::string>{}(value)).second)
                ++twice_;
        if (const auto received = find_received(request.body))
            latencies_.push_back((clock_.now() - *received).count());
        ++count_;
    }

    void print() {
        std::ranges::sort(latencies_);
        rusage used{};
        getrusage(RUSAGE_SELF, &used);
        const double cpu = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
        std::cout << "{\"count\":" << count_ << ",\"twice\":" << twice_ << ",\"p50\":" << at(0.50)
                  << ",\"p99\":" << at(0.99) << ",\"cpu\":" << cpu << "}" << std::endl;
    }

private:
    // Not a JSON parser: the sink must not be what is measured.
    static std::optional<timestamp> find_received(std::string_view body) {
        constexpr std::string_view member = "\"received\":\"";
        const auto found = body.find(member);
        if (found == body.npos) return std::nullopt;
        const auto when = parse_rfc3339(body.substr(found + member.size(), 24));
        return when ? std::optional(*when) : std::nullopt;
    }

    std::int64_t at(double share) const {
        if (latencies_.empty()) return 0;
        const auto last = static_cast<double>(latencies_.size() - 1);
        return latencies_[static_cast<std::size_t>(last * share)];
    }

    base::system_clock clock_;
    std::unordered_set<std::size_t> ids_;
    std::vector<std::int64_t> latencies_;
    std::int64_t count_ = 0;
    std::int64_t twice_ = 0;
};

task<void> wait_for_end_of_input() {
    asio::posix::stream_descriptor input(co_await asio::this_coro::executor, dup(0));
    std::array<char, 64> bytes{};
    boost::system::error_code end;
    while (!end)
        co_await input.async_read_some(asio::buffer(bytes),
                                       asio::redirect_error(asio::use_awaitable, end));
}

task<void> serve(net::http_server& server, earshot::log& events) {
    base::task_scope serving(co_await asio::this_coro::executor, events);
    serving.spawn("server", server.serve());
    co_await wait_for_end_of_input();
    serving.cancel();
    co_await serving.join();
}

}  // namespace

int main() {
    asio::io_context loop;
    base::process_log log(base::log_format::plain, log_level::warning);
    tally counted;
    const auto server = net::make_http_server(
        loop.get_executor(), {},
        [&](net::server_request request) -> task<net::server_response> {
            counted.take(request);
            co_return net::server_response(200, "");
        },
        log);
    if (const auto bound = server->listen(); !bound) {
        std::cerr << to_string(bound.error()) << "\n";
        return 1;
    }
    std::cout << "{\"port\":" << server->port() << "}" << std::endl;
    asio::co_spawn(loop, serve(*server, log), [](std::exception_ptr) {});
    loop.run();
    counted.print();
    return 0;
}
