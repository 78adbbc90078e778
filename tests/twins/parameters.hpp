// Names and values of a query or of an `application/x-www-form-urlencoded` body, and of headers.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_server.hpp"

namespace earshot::twins {

class parameters {
public:
    parameters() = default;

    // Undecoded, without `?`. The first of several values of a name wins.
    static parameters parse(std::string_view form);

    bool has(std::string_view name) const { return values_.contains(name); }
    std::string get(std::string_view name, std::string_view fallback = {}) const;
    std::vector<std::string> list(std::string_view name) const;  // comma separated
    const std::map<std::string, std::string, std::less<>>& all() const { return values_; }

private:
    std::map<std::string, std::string, std::less<>> values_;
};

std::string percent_decode(std::string_view text);                      // `+` becomes a space
std::vector<std::string> split(std::string_view text, char separator);  // without empty parts

// Empty where the header is missing.
std::string_view header(const net::server_request& request, std::string_view lower_case_name);

}  // namespace earshot::twins
