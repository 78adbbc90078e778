#include "net/peer_rate.hpp"

#include <algorithm>

namespace earshot::net {

bool peer_rate::admit(const std::string& peer, time_point now) {
    if (per_second_ <= 0) return true;
    auto found = buckets_.find(peer);
    if (found == buckets_.end()) {
        make_room(now);
        found = buckets_.emplace(peer, bucket{static_cast<double>(per_second_), now}).first;
    }
    bucket& own = found->second;
    const double passed = std::chrono::duration<double>(now - own.filled).count();
    own.tokens = std::min<double>(per_second_, own.tokens + passed * per_second_);
    own.filled = now;
    if (own.tokens < 1) return false;
    own.tokens -= 1;
    return true;
}

// A peer quiet for a second has a full bucket, the same as one never seen.
void peer_rate::make_room(time_point now) {
    if (buckets_.size() < max_peers_) return;
    std::erase_if(buckets_, [&](const auto& entry) {
        return now - entry.second.filled >= std::chrono::seconds(1);
    });
    if (buckets_.size() >= max_peers_) buckets_.clear();
}

}  // namespace earshot::net
