// What makes it a plugin.
#include "bluesky/bluesky.hpp"

EARSHOT_PLUGIN(earshot::bluesky::connector, .id = "bluesky", .version = "0.1.0",
               .vendor = "Earshot", .summary = "Bluesky: mentions, replies, quotes and answers",
               .maturity = earshot::stability::experimental);
