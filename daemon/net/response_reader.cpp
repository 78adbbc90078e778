#include "net/response_reader.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "earshot/short_text.hpp"
#include "net/chunk_guard.hpp"

namespace earshot::net {

namespace http = boost::beast::http;

namespace {

using boost::beast::error_code;
using boost::beast::string_view;

constexpr std::size_t max_fields = 200;
constexpr std::size_t trusted_length = 64 << 10;  // reserved before a byte of the body is here
constexpr int max_interim = 8;

std::string_view standard(string_view text) { return {text.data(), text.size()}; }

// Straight into the answer: no header table in between.
class response_parser final : public http::basic_parser<false> {
public:
    http_response answer;

private:
    void on_request_impl(http::verb, string_view, string_view, int, error_code&) override {}

    void on_response_impl(int code, string_view, int, error_code&) override {
        answer.status = code;
        answer.headers.reserve(16);
    }

    void on_field_impl(http::field name, string_view text, string_view value,
                       error_code& problem) override {
        if (header_read_) return;  // a trailer must not pose as a header
        if (answer.headers.size() == max_fields) problem = http::error::header_limit;
        // We asked for no coding: what comes in one cannot be read.
        if (name == http::field::transfer_encoding && lower_ascii(standard(value)) != "chunked")
            problem = http::error::bad_transfer_encoding;
        answer.headers.emplace_back(lower_ascii(standard(text)), standard(value));
    }

    void on_header_impl(error_code&) override { header_read_ = true; }

    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        if (length) answer.body.reserve(std::min<std::size_t>(*length, trusted_length));
    }

    std::size_t on_body_impl(string_view bytes, error_code&) override { return append(bytes); }

    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
        return append(bytes);
    }

    void on_finish_impl(error_code&) override {}

    std::size_t append(string_view bytes) {
        answer.body.append(standard(bytes));
        return bytes.size();
    }

    bool header_read_ = false;
};

error too_large(const std::string& what) { return {error_kind::invalid, "http.too_large", what}; }

error described(const error_code& problem, std::size_t max_header, std::size_t max_body) {
    if (problem == http::error::body_limit)
        return too_large("the answer's body is over " + std::to_string(max_body) + " bytes");
    if (problem == http::error::header_limit)
        return too_large("the answer's header is over " + std::to_string(max_header) + " bytes");
    return {error_kind::transient, "http.protocol",
            "the answer is not HTTP/1.1: " + problem.message()};
}

}  // namespace

class response_reader::state {
public:
    state(std::size_t header, std::size_t body, bool no_body)
        : max_header(header), max_body(body), head_only(no_body) {
        begin();
    }

    void begin() {
        in.emplace();
        in->header_limit(static_cast<std::uint32_t>(max_header));
        in->body_limit(max_body);
        in->skip(head_only);
        in->eager(true);
    }

    bool interim() const { return in->is_done() && in->answer.status / 100 == 1; }

    void note(const error_code& problem) {
        if (problem && problem != http::error::need_more)
            failure = described(problem, max_header, max_body);
    }

    std::size_t max_header;
    std::size_t max_body;
    bool head_only;
    int interims = 0;
    std::optional<response_parser> in;
    std::optional<error> failure;
};

response_reader::response_reader(std::size_t max_header, std::size_t max_body, bool head_only)
    : state_(std::make_unique<state>(max_header, max_body, head_only)) {}

response_reader::~response_reader() = default;

std::size_t response_reader::feed(std::string_view bytes) {
    if (must_wait_for_chunk(*state_->in, bytes.size())) return 0;
    error_code problem;
    const std::size_t taken =
        state_->in->put(boost::asio::buffer(bytes.data(), bytes.size()), problem);
    state_->note(problem);
    if (state_->failure) return taken;
    if (state_->interim()) {
        if (++state_->interims > max_interim || state_->in->answer.status == 101)
            state_->failure.emplace(error_kind::transient, "http.protocol",
                                    "the peer sends interim answers without end");
        else
            state_->begin();
    } else if (!done() && bytes.size() - taken > state_->max_header) {
        // What is left is one line or one header.
        state_->note(http::error::header_limit);
    }
    return taken;
}

void response_reader::end() {
    if (!state_->in->got_some()) return cut_short("the server closed the connection");
    error_code problem;
    state_->in->put_eof(problem);
    if (problem) cut_short("the server closed the connection");
}

void response_reader::cut_short(const std::string& why) {
    state_->failure.emplace(error_kind::transient, "http.protocol",
                            "the answer was cut short: " + why);
}

bool response_reader::done() const { return !state_->failure && state_->in->is_done(); }

const std::optional<error>& response_reader::failure() const { return state_->failure; }

bool response_reader::keep_alive() const { return state_->in->keep_alive(); }

http_response response_reader::take() { return std::move(state_->in->answer); }

}  // namespace earshot::net
