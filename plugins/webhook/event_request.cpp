#include "webhook/event_request.hpp"

namespace earshot::webhook {

event_request structured(const cloud_event& one) {
    return {.content_type = std::string(cloud_event_type), .body = to_json(one)};
}

event_request binary(cloud_event one) {
    event_request out{.content_type = "application/json"};
    for (const auto& [name, value] : attributes_of(one))
        out.headers.emplace_back("ce-" + name, header_value(value));
    out.body = std::move(one.data);
    return out;
}

std::string header_value(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && c != '"' && c != '%')
            out += c;
        else
            out.append("%").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
    return out;
}

}  // namespace earshot::webhook
