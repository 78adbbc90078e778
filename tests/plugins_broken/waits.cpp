// Waits as long as its configuration says, but stops when it is asked to.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "sinks.hpp"

namespace asio = boost::asio;

class patient : public plain_sink {
public:
    static constexpr earshot::field fields[] = {
        {"patience", earshot::field_type::duration, earshot::presence::optional, "1h", nullptr,
         "How long it waits."},
    };

    explicit patient(earshot::host& services)
        : plain_sink(services), patience_(services.configuration().span("patience")) {}

    earshot::task<std::vector<earshot::result<earshot::receipt>>> deliver(
        std::vector<earshot::sink_item> items) override {
        asio::steady_timer timer(co_await asio::this_coro::executor, patience_);
        co_await timer.async_wait(asio::use_awaitable);
        co_return std::vector<earshot::result<earshot::receipt>>(items.size(), earshot::receipt{});
    }

private:
    earshot::duration patience_;
};

EARSHOT_PLUGIN(patient, .id = "waits", .version = "1.0.0", .vendor = "Earshot", .summary = "Waits");
