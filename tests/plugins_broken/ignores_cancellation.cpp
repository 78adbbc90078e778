// Waits as long as its configuration says, whoever asks it to stop.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "sinks.hpp"

namespace asio = boost::asio;

class stubborn : public plain_sink {
public:
    static constexpr earshot::field fields[] = {
        {"patience", earshot::field_type::duration, earshot::presence::optional, "1h", nullptr,
         "How long it waits."},
    };

    explicit stubborn(earshot::host& services)
        : plain_sink(services), patience_(services.configuration().span("patience")) {}

    earshot::task<std::vector<earshot::result<earshot::receipt>>> deliver(
        std::vector<earshot::sink_item> items) override {
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
        asio::steady_timer timer(co_await asio::this_coro::executor, patience_);
        co_await timer.async_wait(asio::use_awaitable);
        co_return std::vector<earshot::result<earshot::receipt>>(items.size(), earshot::receipt{});
    }

private:
    earshot::duration patience_;
};

EARSHOT_PLUGIN(stubborn, .id = "ignores_cancellation", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Does not stop");
