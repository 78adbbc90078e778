// A NATS server of a test: one stream, which does what it is told. On a thread of its own, on
// loopback. Tests only.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <istream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace earshot::nats {

struct published {
    std::string subject;
    std::string headers;
    std::string payload;

    std::string header(const std::string& name) const {
        const std::size_t begin = headers.find("\r\n" + name + ": ");
        if (begin == headers.npos) return "absent";
        const std::size_t value = begin + name.size() + 4;
        return headers.substr(value, headers.find("\r\n", value) - value);
    }
};

class fake_nats {
public:
    // What the stream answers; nothing: it stays silent. `status:503` is a header without a body,
    // `close` ends the connection.
    using behaviour = std::function<std::string(const published&)>;

    explicit fake_nats(behaviour answers) : answers_(std::move(answers)) {
        thread_ = std::thread([this] { serve(); });
    }
    ~fake_nats() {
        ending_ = true;
        boost::system::error_code none;
        {
            const std::scoped_lock lock(mutex_);
            if (current_) current_->shutdown(boost::asio::socket_base::shutdown_both, none);
        }
        tcp::socket waker(loop_);
        waker.connect(acceptor_.local_endpoint(), none);
        thread_.join();
    }
    fake_nats(const fake_nats&) = delete;
    fake_nats& operator=(const fake_nats&) = delete;

    std::string url() const {
        return "nats://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }
    std::vector<published> seen() const {
        const std::scoped_lock lock(mutex_);
        return seen_;
    }
    std::string introduction() const {  // of the last client
        const std::scoped_lock lock(mutex_);
        return introduction_;
    }
    int connections() const { return connections_; }
    std::string greeting = R"({"server_id":"T","headers":true,"max_payload":4096,"proto":1})";
    std::string refusal;  // instead of PONG: `-ERR 'Authorization Violation'`
    std::string window = R"({"config":{"duplicate_window":3600000000000}})";

    static std::string acknowledged(int sequence) {
        return R"({"stream":"EARSHOT","seq":)" + std::to_string(sequence) + "}";
    }

private:
    using tcp = boost::asio::ip::tcp;

    void serve() {
        while (!ending_) {
            tcp::socket client(loop_);
            boost::system::error_code problem;
            acceptor_.accept(client, problem);
            if (problem || ending_) return;
            {
                const std::scoped_lock lock(mutex_);
                current_ = &client;
            }
            ++connections_;
            try {
                talk(client);
            } catch (const boost::system::system_error&) {
                problem.clear();  // it hung up
            }
            const std::scoped_lock lock(mutex_);
            current_ = nullptr;
        }
    }

    void talk(tcp::socket& client) {
        boost::asio::streambuf buffer;
        std::string answers_at;  // the id of the client's subscription
        write(client, "INFO " + greeting + "\r\n");
        for (;;) {
            const std::string line = read_line(client, buffer);
            std::istringstream words(line);
            std::string verb;
            words >> verb;
            if (verb == "CONNECT") remember(line);
            if (verb == "PING") write(client, refusal.empty() ? "PONG\r\n" : refusal + "\r\n");
            if (verb == "SUB") {
                std::string subject;
                words >> subject >> answers_at;
            }
            if (verb == "PUB" || verb == "HPUB")
                if (!take(client, buffer, words, verb == "HPUB", answers_at)) return;
        }
    }

    bool take(tcp::socket& client, boost::asio::streambuf& buffer, std::istringstream& words,
              bool with_headers, const std::string& answers_at) {
        published one;
        std::string answer_to;
        std::size_t headers = 0;
        std::size_t size = 0;
        words >> one.subject >> answer_to;
        if (with_headers) words >> headers;
        words >> size;
        const std::string bytes = read_bytes(client, buffer, size + 2).substr(0, size);
        one.headers = bytes.substr(0, headers);
        one.payload = bytes.substr(headers);
        const bool api = one.subject.starts_with("$JS.");
        const std::string said = api ? window : answers_(one);
        if (!api) {
            const std::scoped_lock lock(mutex_);
            seen_.push_back(one);
        }
        if (said == "close") return false;
        if (said == "status:503")
            write(client,
                  "HMSG " + answer_to + " " + answers_at + " 16 16\r\nNATS/1.0 503\r\n\r\n\r\n");
        else if (said.starts_with("-ERR"))
            write(client, said + "\r\n");
        else if (!said.empty())
            write(client, "MSG " + answer_to + " " + answers_at + " " +
                              std::to_string(said.size()) + "\r\n" + said + "\r\n");
        return true;
    }

    void remember(const std::string& line) {
        const std::scoped_lock lock(mutex_);
        introduction_ = line;
    }

    static void write(tcp::socket& to, const std::string& bytes) {
        boost::asio::write(to, boost::asio::buffer(bytes));
    }

    static std::string read_line(tcp::socket& from, boost::asio::streambuf& buffer) {
        boost::asio::read_until(from, buffer, "\r\n");
        std::istream in(&buffer);
        std::string line;
        std::getline(in, line);
        if (!line.empty() && line.back() == '\r') line.pop_back();
        return line;
    }

    static std::string read_bytes(tcp::socket& from, boost::asio::streambuf& buffer,
                                  std::size_t count) {
        if (buffer.size() < count)
            boost::asio::read(from, buffer, boost::asio::transfer_at_least(count - buffer.size()));
        std::string bytes(count, '\0');
        std::istream(&buffer).read(bytes.data(), static_cast<std::streamsize>(count));
        return bytes;
    }

    behaviour answers_;
    boost::asio::io_context loop_;
    tcp::acceptor acceptor_{loop_, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
    mutable std::mutex mutex_;
    std::vector<published> seen_;
    std::string introduction_;
    tcp::socket* current_ = nullptr;
    std::atomic<int> connections_ = 0;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

}  // namespace earshot::nats
