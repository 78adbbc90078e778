// Identifiers and randomness of the daemon and, through the SDK's service, of its plugins.
#pragma once

#include <mutex>

#include "earshot/service/clock.hpp"
#include "earshot/service/ids.hpp"

namespace earshot::base {

// UUIDv7 from the clock and OpenSSL's generator; ascending also within one millisecond.
class random_ids final : public ids {
public:
    explicit random_ids(const clock& time) : clock_(time) {}

    std::string next() override;
    std::string nonce(std::size_t length) override;

private:
    const clock& clock_;
    std::mutex mutex_;
    std::uint64_t last_ = 0;  // milliseconds << 12 | counter
};

// 32 random bytes: a key for signatures or keyed hashes. [any thread]
std::string random_key();

// A uniform number in [0, bound); bound > 0. [any thread]
std::uint64_t random_below(std::uint64_t bound);

}  // namespace earshot::base
