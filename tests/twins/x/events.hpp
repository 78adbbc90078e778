// Tells the world about a change: subscribed webhooks, in both shapes the platform uses, and the
// people who watch the twin.
#pragma once

#include "twins/x/platform.hpp"

namespace earshot::twins::x {

void announce_post(platform& on, const post& item);
void announce_removal(platform& on, const post& item);

}  // namespace earshot::twins::x
