// The arguments of a command, read with types and bounds. Reading goes on after a mistake; the
// first one is kept, and `problem()` is asked before anything is done.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/time.hpp"

namespace earshot::control {

class arguments {
public:
    explicit arguments(boost::json::object given) : given_(std::move(given)) {}

    std::string text(std::string_view name);         // empty: not given
    std::string needed_text(std::string_view name);  // a mistake where not given or empty
    std::int64_t integer(std::string_view name, std::int64_t fallback, std::int64_t least,
                         std::int64_t most);
    bool flag(std::string_view name);       // false: not given
    timestamp time(std::string_view name);  // RFC 3339; the epoch: not given
    std::vector<std::int64_t> integers(std::string_view name);

    // The first mistake; also an argument that nobody has asked for. Errors: invalid
    // `control.argument`.
    result<void> check();

private:
    const boost::json::value* find(std::string_view name);
    void mistake(std::string_view name, const std::string& wanted);

    boost::json::object given_;
    std::vector<std::string_view> asked_;
    std::optional<error> mistake_;
};

}  // namespace earshot::control
