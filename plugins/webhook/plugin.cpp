#include "webhook/webhook_sink.hpp"

EARSHOT_PLUGIN(
    earshot::webhook::webhook_sink, .id = "webhook", .version = "1.0.0", .vendor = "Earshot",
    .summary = "posts messages as signed CloudEvents, or to a team's chat; takes answers back",
    .maturity = earshot::stability::stable);
