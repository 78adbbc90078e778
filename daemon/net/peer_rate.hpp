// How many requests one peer address may make in a second. No I/O; one for each server.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <unordered_map>

namespace earshot::net {

class peer_rate {
public:
    using time_point = std::chrono::steady_clock::time_point;

    // `per_second` 0: no bound. No more than `max_peers` are remembered; beyond it all start anew.
    explicit peer_rate(int per_second, std::size_t max_peers = 4'096)
        : per_second_(per_second), max_peers_(max_peers) {}

    // True: the request may go on. A quiet peer may make a whole second's requests at once.
    bool admit(const std::string& peer, time_point now);

    std::size_t peers() const { return buckets_.size(); }

private:
    struct bucket {
        double tokens;
        time_point filled;
    };

    void make_room(time_point now);

    int per_second_;
    std::size_t max_peers_;
    std::unordered_map<std::string, bucket> buckets_;
};

}  // namespace earshot::net
