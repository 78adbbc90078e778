#include "zammad/zammad.hpp"

EARSHOT_PLUGIN(earshot::zammad::zammad, .id = "zammad", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Zammad: a ticket for each case, and agents' public notes as answers",
               .maturity = earshot::stability::experimental);
