#include "redmine/redmine.hpp"

EARSHOT_PLUGIN(earshot::redmine::redmine, .id = "redmine", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Redmine: an issue for each case, and agents' notes as answers",
               .maturity = earshot::stability::experimental);
