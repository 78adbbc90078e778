#include "net/response_head.hpp"

#include <stdexcept>

#include "earshot/short_text.hpp"
#include "net/header_text.hpp"

namespace earshot::net {

namespace {

// RFC 9110 section 15; what is not here has a number only, which is allowed.
std::string_view reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 413: return "Content Too Large";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        default: return "";
    }
}

bool has_no_body(int status) { return status == 204 || status == 304; }

// Who sets these is the server; twice would be an attack on whoever reads the answer.
bool is_ours(std::string_view lower_case_name) {
    return lower_case_name == "content-length" || lower_case_name == "transfer-encoding" ||
           lower_case_name == "connection" || lower_case_name == "date";
}

void check_header(std::string_view name, std::string_view value) {
    if (!valid_token(name) || is_ours(lower_ascii(name)))
        throw std::logic_error("an answer must not set the header '" + std::string(name) + "'");
    if (!valid_field_value(value))
        throw std::logic_error("the value of header '" + std::string(name) + "' breaks the line");
}

void put(std::string& into, std::string_view name, std::string_view value) {
    into.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

void check_response(const server_response& answer) {
    if (answer.status < 200 || answer.status > 999)
        throw std::logic_error("an answer cannot have the status " + std::to_string(answer.status));
    if (has_no_body(answer.status) && !answer.body.empty())
        throw std::logic_error("an answer with this status cannot have a body");
    check_header("content-type", answer.content_type);
    for (const auto& [name, value] : answer.headers) check_header(name, value);
}

void write_response_head(std::string& into, const server_response& answer, std::string_view date,
                         bool keep_alive) {
    into.assign("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ");
    into.append(reason(answer.status)).append("\r\n");
    put(into, "Date", date);
    if (!has_no_body(answer.status)) {
        put(into, "Content-Type", answer.content_type);
        put(into, "Content-Length", std::to_string(answer.body.size()));
    }
    for (const auto& [name, value] : answer.headers) put(into, name, value);
    if (!keep_alive) put(into, "Connection", "close");
    into.append("\r\n");
}

}  // namespace earshot::net
