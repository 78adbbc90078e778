#include "file/file_sink.hpp"

EARSHOT_PLUGIN(earshot::file::file_sink, .id = "file", .version = "1.0.0", .vendor = "Earshot",
               .summary = "writes messages and notices to a file, one JSON object a line",
               .maturity = earshot::stability::stable);
