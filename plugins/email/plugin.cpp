// What makes it a plugin.
#include "email/email.hpp"

EARSHOT_PLUGIN(earshot::email::email, .id = "email", .version = "1.0.0", .vendor = "Earshot",
               .summary = "a mail for each message of a case, and agents' answers by mail",
               .maturity = earshot::stability::experimental);
