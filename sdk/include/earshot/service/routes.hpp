// Where the outside world reaches this instance's webhooks, for platforms that must be told.
#pragma once

#include <string>
#include <string_view>

namespace earshot {

class routes {
public:
    static constexpr std::string_view id = "earshot.routes/1";
    virtual ~routes() = default;

    // Absolute address of a route; empty where the operator configured no public one. [any thread]
    virtual std::string public_url(std::string_view route) const = 0;
};

}  // namespace earshot
