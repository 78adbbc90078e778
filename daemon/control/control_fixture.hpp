// What the tests of the commands share: a server on a real socket over a journal that remembers
// nothing, and somebody who asks.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "catch.hpp"
#include "control/control_server.hpp"
#include "fake_journal.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

namespace earshot::control::tests {

namespace asio = boost::asio;
namespace json = boost::json;

using earshot::tests::contains;
using earshot::tests::fake_journal;
using earshot::tests::temporary_directory;

class fake_daemon final : public daemon_view {
public:
    int wakes = 0;
    std::optional<error> reload_refused;
    plugins::instance_status instance{"klm", "x", "1.2.0", true, ""};
    watch::account_health health;
    std::vector<suspension> suspended;
    bool publishes = true;
    journal::sequence desk_position = 1;

    daemon_status status() override {
        daemon_status out;
        out.configuration_file = "/etc/earshot/earshot.yaml";
        out.started = timestamp{std::chrono::days{20'000}};
        out.desk_position = desk_position;
        channel_view one;
        one.instance = instance;
        one.intake = "healthy";
        one.metrics.push_back({"posts_read", true, 120});
        one.suspended = suspended;
        one.account = true;
        one.publishes = publishes;
        one.health = health;
        out.channels.push_back(one);
        return out;
    }
    task<result<void>> reload() override {
        if (reload_refused) co_return std::unexpected(*reload_refused);
        co_return result<void>();
    }
    void entries_added() override { ++wakes; }
};

// The other end of the socket.
class client {
public:
    client(asio::any_io_executor loop, const std::filesystem::path& path) : socket_(loop) {
        socket_.connect(path.string());
    }

    task<void> send(std::string text) {
        co_await asio::async_write(socket_, asio::buffer(text), asio::use_awaitable);
    }

    // A null value: the server hung up.
    task<json::value> receive() {
        boost::system::error_code problem;
        const std::size_t length =
            co_await asio::async_read_until(socket_, asio::dynamic_buffer(received_), '\n',
                                            asio::redirect_error(asio::use_awaitable, problem));
        if (problem) co_return json::value();
        json::value line = json::parse(received_.substr(0, length));
        received_.erase(0, length);
        co_return line;
    }

    task<json::value> ask(std::string command, json::object arguments = {}) {
        json::object request;
        request["command"] = command;
        request["arguments"] = std::move(arguments);
        co_await send(json::serialize(request) + "\n");
        json::value answer = co_await receive();
        co_return answer;
    }

private:
    asio::local::stream_protocol::socket socket_;
    std::string received_;
};

struct bench {
    temporary_directory home;
    fake_journal journal;
    fake_daemon daemon;
    base::manual_clock clock;
    base::random_ids ids{clock};
    earshot::tests::recording_log log;
    server_limits limits{.look_for_entries = duration{1}};

    std::filesystem::path path() const { return home.path() / "control.sock"; }

    // Runs `body(client)` against a server over a real socket. The client is still connected when
    // the server is stopped.
    template <class Body>
    void run(Body body) {
        earshot::tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
            control_server server(loop, path(), journal, daemon, clock, ids, log, limits);
            REQUIRE(server.listen());
            base::task_scope scope(loop, log);
            scope.spawn("server", server.serve());
            client who(loop, path());
            co_await body(who);
            scope.cancel();
            co_await scope.join();
        });
        CHECK_FALSE(log.has("task.failed"));
        CHECK_FALSE(std::filesystem::exists(path()));
    }
};

inline std::string message_body(const std::string& id, const std::string& text) {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = id;
    item.text = text;
    return to_json(item);
}

inline std::string reply_body(const std::string& id, const std::string& text) {
    reply item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = "77";
    item.id = id;
    item.text = text;
    return to_json(item);
}

inline journal::entry refusal_of(journal::sequence answer) {
    return {
        answer + 1, timestamp{std::chrono::days{20'000}}, journal::entry_kind::refused,
        R"({"about": )" + std::to_string(answer) +
            R"(, "destination": "publish:klm", "code": "reply.too_long", "detail": "shorten"})"};
}

inline std::string code_of(const json::value& answer) {
    const json::value* error =
        answer.is_object() ? answer.as_object().if_contains("error") : nullptr;
    return error ? json::value_to<std::string>(error->at("code")) : "no error";
}

inline std::string detail_of(const json::value& answer) {
    return json::value_to<std::string>(answer.at("error").at("detail"));
}

inline std::string item_text(const json::value& line) {
    return json::value_to<std::string>(line.at("item").at("message").at("text"));
}

}  // namespace earshot::control::tests
