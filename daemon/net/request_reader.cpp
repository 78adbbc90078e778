#include "net/request_reader.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>

#include "earshot/short_text.hpp"
#include "net/chunk_guard.hpp"

namespace earshot::net {

namespace http = boost::beast::http;

namespace {

using boost::beast::error_code;
using boost::beast::string_view;

constexpr std::size_t max_fields = 100;
constexpr std::size_t trusted_length = 64 << 10;  // reserved before a byte of the body is here

std::string_view standard(string_view text) { return {text.data(), text.size()}; }

// Straight into the request: no header table in between.
class request_parser final : public http::basic_parser<true> {
public:
    request_parser(std::size_t max_header, std::size_t max_body) {
        header_limit(static_cast<std::uint32_t>(max_header));
        body_limit(max_body);
        eager(true);
        request.headers.reserve(16);
    }

    server_request request;
    int refusal = 0;
    bool expects_continue = false;
    bool body_begun = false;

private:
    void refuse(int status, error_code& problem) {
        refusal = status;
        problem = http::error::bad_value;
    }

    void on_request_impl(http::verb, string_view method, string_view target, int version,
                         error_code& problem) override {
        const std::string_view whole = standard(target);
        if (!whole.starts_with('/')) return refuse(400, problem);
        const std::size_t mark = whole.find('?');
        request.method = standard(method);
        request.path = whole.substr(0, mark);
        if (mark != whole.npos) request.query = whole.substr(mark + 1);
        needs_host_ = version >= 11;
    }

    void on_response_impl(int, string_view, int, error_code&) override {}

    void on_field_impl(http::field name, string_view text, string_view value,
                       error_code& problem) override {
        if (header_read_) return;  // a trailer must not pose as a header
        if (request.headers.size() == max_fields) return refuse(431, problem);
        if (name == http::field::transfer_encoding && lower_ascii(standard(value)) != "chunked")
            return refuse(501, problem);
        if (name == http::field::host) needs_host_ = false;
        if (name == http::field::expect)
            expects_continue = lower_ascii(standard(value)) == "100-continue";
        request.headers.emplace_back(lower_ascii(standard(text)), standard(value));
    }

    void on_header_impl(error_code& problem) override {
        header_read_ = true;
        if (needs_host_) refuse(400, problem);  // RFC 9112 section 3.2
    }

    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        if (length) request.body.reserve(std::min<std::size_t>(*length, trusted_length));
    }

    std::size_t on_body_impl(string_view bytes, error_code&) override { return append(bytes); }

    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
        return append(bytes);
    }

    void on_finish_impl(error_code&) override {}

    std::size_t append(string_view bytes) {
        body_begun = true;
        request.body.append(standard(bytes));
        return bytes.size();
    }

    bool needs_host_ = false;
    bool header_read_ = false;
};

int status_for(const error_code& problem) {
    if (problem == http::error::body_limit) return 413;
    if (problem == http::error::header_limit) return 431;
    return 400;
}

}  // namespace

class request_reader::parser {
public:
    std::optional<request_parser> current;
};

request_reader::request_reader(std::size_t max_header, std::size_t max_body)
    : limits_{max_header, max_body}, parser_(std::make_unique<parser>()) {
    reset();
}

request_reader::~request_reader() = default;

void request_reader::reset() { parser_->current.emplace(limits_.header, limits_.body); }

std::size_t request_reader::feed(std::string_view bytes) {
    request_parser& in = *parser_->current;
    if (must_wait_for_chunk(in, bytes.size())) return 0;
    error_code problem;
    const std::size_t taken = in.put(boost::asio::buffer(bytes.data(), bytes.size()), problem);
    if (problem == http::error::need_more) problem = {};
    if (problem && in.refusal == 0) in.refusal = status_for(problem);
    // What is left is one line or one header: more of it than a header may have is no request.
    const std::size_t left = bytes.size() - taken;
    if (!in.is_done() && in.refusal == 0 && left > limits_.header) in.refusal = 431;
    return taken;
}

bool request_reader::done() const { return refusal() == 0 && parser_->current->is_done(); }

int request_reader::refusal() const { return parser_->current->refusal; }

bool request_reader::keep_alive() const { return parser_->current->keep_alive(); }

bool request_reader::wants_continue() const {
    const request_parser& in = *parser_->current;
    return in.expects_continue && in.is_header_done() && !in.is_done() && !in.body_begun;
}

server_request request_reader::take() { return std::move(parser_->current->request); }

}  // namespace earshot::net
