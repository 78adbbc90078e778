// Time, as the host sees it: tests and simulations run on another one.
#pragma once

#include <string_view>

#include "earshot/task.hpp"
#include "earshot/time.hpp"

namespace earshot {

class clock {
public:
    static constexpr std::string_view id = "earshot.clock/1";
    virtual ~clock() = default;

    virtual timestamp now() const noexcept = 0;  // [any thread]
};

}  // namespace earshot
