#include "freshdesk/freshdesk.hpp"

EARSHOT_PLUGIN(earshot::freshdesk::freshdesk, .id = "freshdesk", .version = "1.0.0",
               .vendor = "Earshot",
               .summary = "Freshdesk: a ticket for each case, and agents' replies as answers",
               .maturity = earshot::stability::experimental);
