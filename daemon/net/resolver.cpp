#include "net/resolver.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace earshot::net {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

// Kept alive by the look-up in progress, also when nobody waits for it any more.
struct look_up {
    explicit look_up(const asio::any_io_executor& loop)
        : resolver(loop), bell(loop, asio::steady_timer::time_point::max()) {}

    tcp::resolver resolver;
    asio::steady_timer bell;
    bool finished = false;
    boost::system::error_code problem;
    std::vector<tcp::endpoint> found;
};

void start(const std::shared_ptr<look_up>& state, const origin& where) {
    auto done = [state](boost::system::error_code problem, tcp::resolver::results_type results) {
        state->finished = true;
        state->problem = problem;
        for (const auto& entry : results) state->found.push_back(entry.endpoint());
        state->bell.cancel();
    };
    state->resolver.async_resolve(where.host, std::to_string(where.port),
                                  tcp::resolver::numeric_service, std::move(done));
}

}  // namespace

task<result<std::vector<tcp::endpoint>>> resolve(asio::any_io_executor loop, origin where) {
    boost::system::error_code not_numeric;
    const auto address = asio::ip::make_address(where.host, not_numeric);
    if (!not_numeric) co_return std::vector<tcp::endpoint>(1, tcp::endpoint(address, where.port));
    const auto state = std::make_shared<look_up>(loop);
    start(state, where);
    if (!state->finished) co_await state->bell.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!state->finished) throw boost::system::system_error(asio::error::operation_aborted);
    if (state->problem)
        co_return fail(
            error_kind::transient, "http.connect",
            "cannot find the address of " + where.host + ": " + state->problem.message());
    co_return std::move(state->found);
}

}  // namespace earshot::net
