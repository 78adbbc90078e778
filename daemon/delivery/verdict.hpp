// What an error of a delivery means for the item and for its destination. Decided by kind alone.
#pragma once

#include "base/backoff.hpp"
#include "journal/records.hpp"

namespace earshot::delivery {

// Of an answer: it may be out, and the platform did not say. Replayed, it is looked for once more.
inline constexpr const char* not_certain_code = "delivery.not_certain";

struct retry_plan {
    base::backoff wait{.first = duration{1'000}, .cap = duration{600'000}};
    duration give_up_after{std::chrono::days{3}};     // since the first attempt
    duration longest_hold{std::chrono::minutes{15}};  // whatever the destination asks for
    duration unauthorized_pause{60'000};              // until a new credential may have been given
};

enum class destination_effect : std::uint8_t {
    none,
    failure,       // counts towards the breaker
    hold,          // nothing more before `hold_until`
    refused,       // the credential was; it is tried once more
    unauthorized,  // again: nothing more before `hold_until`, and somebody must act
};

struct verdict {
    journal::settlement settlement;
    destination_effect effect = destination_effect::none;
    timestamp hold_until;
};

// `refusals`: how often in a row, before this one, the destination refused our credential. The
// first refusal makes the host fetch a new token, so it is tried again at once. `random` in [0, 1).
verdict judge(const journal::outbox_item& item, const error& why, timestamp now, double random,
              int refusals, const retry_plan& plan);

}  // namespace earshot::delivery
