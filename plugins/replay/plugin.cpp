#include "replay/replay_source.hpp"

EARSHOT_PLUGIN(earshot::replay::replay_source, .id = "replay", .version = "1.0.0",
               .vendor = "Earshot", .summary = "plays a recorded file as a platform",
               .maturity = earshot::stability::stable);
