// What makes it a plugin.
#include "x/x.hpp"

EARSHOT_PLUGIN(earshot::x::connector, .id = "x", .version = "0.1.0", .vendor = "Earshot",
               .summary = "X: mentions, search, account activity and replies",
               .maturity = earshot::stability::experimental);
