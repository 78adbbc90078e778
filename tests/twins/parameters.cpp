#include "twins/parameters.hpp"

#include <algorithm>

#include "earshot/signature.hpp"

namespace earshot::twins {

parameters parameters::parse(std::string_view form) {
    parameters out;
    for (const std::string& pair : split(form, '&')) {
        const std::size_t equals = pair.find('=');
        const std::string value = equals == pair.npos ? "" : pair.substr(equals + 1);
        out.values_.emplace(percent_decode(pair.substr(0, equals)), percent_decode(value));
    }
    return out;
}

std::string parameters::get(std::string_view name, std::string_view fallback) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string(fallback) : found->second;
}

std::vector<std::string> parameters::list(std::string_view name) const {
    return split(get(name), ',');
}

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' && i + 2 < text.size() ? from_hex(text.substr(i + 1, 2))
                                                                : result<std::string>("");
        if (byte && !byte->empty()) {
            out += *byte;
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::string_view header(const net::server_request& request, std::string_view lower_case_name) {
    for (const auto& [name, value] : request.headers)
        if (name == lower_case_name) return value;
    return {};
}

}  // namespace earshot::twins
