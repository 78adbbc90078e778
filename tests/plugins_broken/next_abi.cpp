// Exports the descriptor of the next ABI only.
extern "C" __attribute__((visibility("default"))) const char earshot_plugin_2[] = "EARSHOT2";
