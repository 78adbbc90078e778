#include "chatwoot/chatwoot.hpp"

EARSHOT_PLUGIN(earshot::chatwoot::chatwoot, .id = "chatwoot", .version = "1.0.0",
               .vendor = "Earshot",
               .summary = "Chatwoot: a conversation for each case, and agents' messages as answers",
               .maturity = earshot::stability::experimental);
