#include "base/backoff.hpp"

#include <algorithm>

namespace earshot::base {

duration backoff::before(int attempt, double random) const {
    const int doublings = std::clamp(attempt - 1, 0, 30);
    const auto ceiling = std::min(cap.count(), first.count() << doublings);
    return duration{static_cast<duration::rep>(static_cast<double>(ceiling) * random)};
}

}  // namespace earshot::base
