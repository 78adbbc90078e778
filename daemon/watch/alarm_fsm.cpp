#include "watch/alarm_fsm.hpp"

namespace earshot::watch {

namespace {

constexpr duration a_day = std::chrono::days{1};

}  // namespace

alarm_step alarm_fsm::observe(bool wrong, timestamp now) {
    const bool before = std::exchange(raised_, wrong);
    if (!wrong) return before ? alarm_step::ends : alarm_step::nothing;
    if (before && now - said_ < a_day) return alarm_step::nothing;
    said_ = now;
    return before ? alarm_step::lasts : alarm_step::begins;
}

}  // namespace earshot::watch
