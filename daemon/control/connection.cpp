#include "control/connection.hpp"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>

#include "base/timeout.hpp"

namespace earshot::control {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

error too_long(std::size_t limit) {
    return {error_kind::invalid, "control.too_long",
            "a request is one line of at most " + std::to_string(limit) + " bytes"};
}

error too_slow(std::string_view name, duration limit) {
    return {error_kind::transient, "control.timeout",
            std::string(name) + " was not done within " + format_duration(limit) +
                "; the journal may be busy or its disk slow: see the daemon's log"};
}

}  // namespace

connection::connection(socket stream, peer who, const surroundings& around, log& events,
                       const server_limits& limits)
    : stream_(std::move(stream)),
      who_(std::move(who)),
      around_(around),
      log_(events),
      limits_(limits) {}

task<void> connection::serve() {
    while (auto line = co_await read_line()) {
        std::string answer = co_await respond(std::move(*line));
        if (!co_await write(std::move(answer))) break;
    }
}

task<void> connection::turn_away(error why) { co_await write(error_line(why)); }

// Nothing: the end, silence, or too much; the latter is answered.
task<std::optional<std::string>> connection::read_line() {
    boost::system::error_code problem;
    std::size_t length = 0;
    auto reading = [](connection& self, boost::system::error_code& how,
                      std::size_t& size) -> task<void> {
        auto buffer = asio::dynamic_buffer(self.received_, self.limits_.request);
        std::tie(how, size) = co_await asio::async_read_until(self.stream_, buffer, '\n', quietly);
    };
    const bool in_time = co_await base::ends_within(limits_.idle, reading(*this, problem, length));
    if (problem == asio::error::not_found) co_await write(error_line(too_long(limits_.request)));
    if (!in_time || problem) co_return std::nullopt;
    std::string line = received_.substr(0, length - 1);
    received_.erase(0, length);
    co_return line;
}

task<bool> connection::write(std::string line) {
    boost::system::error_code problem;
    auto writing = [](socket& to, const std::string& bytes,
                      boost::system::error_code& how) -> task<void> {
        std::tie(how, std::ignore) = co_await asio::async_write(to, asio::buffer(bytes), quietly);
    };
    const bool in_time = co_await base::ends_within(limits_.write, writing(stream_, line, problem));
    co_return in_time && !problem;
}

task<bool> connection::send(json::object item) { co_return co_await write(item_line(item)); }

// A follower may have nothing to write for hours: only reading shows that it has left.
bool connection::gone() {
    char byte = 0;
    return ::recv(stream_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

task<std::string> connection::respond(std::string line) {
    auto asked = parse_request(line);
    if (!asked) co_return error_line(asked.error());
    const auto found = find_command(asked->command);
    if (!found) co_return error_line(found.error());
    arguments given(std::move(asked->arguments));
    const answer outcome = co_await run(**found, std::move(given));
    record(**found, outcome);
    if (!outcome) co_return error_line(outcome.error());
    co_return ok_line(*outcome);
}

task<answer> connection::run(const command& what, arguments given) {
    if (what.streams) co_return co_await what.run(around_, std::move(given), *this);
    auto done = co_await base::within(limits_.command, what.run(around_, std::move(given), *this));
    if (!done) co_return std::unexpected(too_slow(what.name, limits_.command));
    co_return std::move(*done);
}

void connection::record(const command& what, const answer& outcome) {
    if (!what.changes) return;
    log_.write(log_level::info, "control.command",
               {{"command", std::string(what.name)},
                {"who", to_string(who_)},
                {"outcome", outcome ? "done" : outcome.error().code}});
}

}  // namespace earshot::control
