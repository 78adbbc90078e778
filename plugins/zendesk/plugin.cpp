#include "zendesk/zendesk.hpp"

EARSHOT_PLUGIN(earshot::zendesk::zendesk, .id = "zendesk", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Zendesk: a ticket for each case, and agents' public comments as answers",
               .maturity = earshot::stability::experimental);
