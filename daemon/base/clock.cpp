#include "base/clock.hpp"

namespace earshot::base {

timestamp system_clock::now() const noexcept {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace earshot::base
