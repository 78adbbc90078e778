#include "rt/rt.hpp"

EARSHOT_PLUGIN(earshot::rt::request_tracker, .id = "rt", .version = "1.0.0", .vendor = "Earshot",
               .summary = "a ticket of Request Tracker for each case, and agents' answers back",
               .maturity = earshot::stability::experimental);
