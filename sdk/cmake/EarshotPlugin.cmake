# earshot_add_plugin(NAME SOURCES a.cpp ...): a plugin, NAME.so, that exports one symbol.

set(EARSHOT_PLUGIN_EXPORTS ${CMAKE_CURRENT_LIST_DIR}/plugin_exports.map)

function(earshot_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES")
  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE Earshot::earshot)
  target_compile_features(${name} PRIVATE cxx_std_23)
  # -fno-gnu-unique: else the first load makes it impossible to unload.
  target_compile_options(${name} PRIVATE
    -fvisibility=hidden -fvisibility-inlines-hidden
    $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  target_link_options(${name} PRIVATE
    -Wl,--version-script=${EARSHOT_PLUGIN_EXPORTS} -Wl,-z,defs -Wl,-z,now)
  set_target_properties(${name} PROPERTIES PREFIX "" LINK_DEPENDS ${EARSHOT_PLUGIN_EXPORTS})
endfunction()
