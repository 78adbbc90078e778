// What intake does to everything that a plugin hands over, before it is stored.
#pragma once

#include "plugins/instance.hpp"

namespace earshot::intake {

// Identity comes from the configuration, whatever the plugin wrote: platform, account, and for
// replies the origin. Text, also that of replies, is made fit for display; what cannot be repaired
// moves to the rejects.
batch normalize(batch items, const plugins::instance& source, timestamp received);

}  // namespace earshot::intake
