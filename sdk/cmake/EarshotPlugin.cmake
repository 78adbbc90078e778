# earshot_add_plugin(NAME SOURCES a.cpp ... [LINKS target ...]): a plugin, NAME.so, that exports one
# symbol. More of CMake's commands may be applied to the target NAME afterwards.

set(EARSHOT_PLUGIN_EXPORTS ${CMAKE_CURRENT_LIST_DIR}/plugin_exports.map)

# Said here, because the daemon would say it when the plugin is built and installed already.
function(earshot_check_compiler)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    message(FATAL_ERROR
      "g++ ${CMAKE_CXX_COMPILER_VERSION} miscompiles coroutines: configure with another compiler, "
      "such as CXX=clang++-19 (in a fresh build directory).")
  endif()
  string(REGEX MATCH "^[0-9]+" major "${CMAKE_CXX_COMPILER_VERSION}")
  string(TOLOWER "${CMAKE_CXX_COMPILER_ID} ${major}" compiler)
  string(REPLACE "gnu" "gcc" compiler "${compiler}")
  if(DEFINED EARSHOT_COMPILER AND NOT compiler STREQUAL EARSHOT_COMPILER)
    message(FATAL_ERROR
      "This SDK belongs to a daemon that was built with ${EARSHOT_COMPILER}. It would refuse a "
      "plugin built with ${compiler}: set CXX to the same compiler (in a fresh build directory).")
  endif()
endfunction()

function(earshot_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  earshot_check_compiler()
  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE Earshot::earshot ${arg_LINKS})
  target_compile_features(${name} PRIVATE cxx_std_23)
  # -fno-gnu-unique: else the first load makes it impossible to unload.
  target_compile_options(${name} PRIVATE
    -fvisibility=hidden -fvisibility-inlines-hidden
    $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  target_link_options(${name} PRIVATE
    -Wl,--version-script=${EARSHOT_PLUGIN_EXPORTS} -Wl,-z,now)
  # The sanitizers' own symbols are found in the program only.
  if(NOT EARSHOT_SANITIZE AND NOT "${CMAKE_CXX_FLAGS}" MATCHES "-fsanitize=")
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  # No INSTALL_RPATH: the program that loads the plugin has libearshot already.
  set_target_properties(${name} PROPERTIES
    PREFIX "" LINK_DEPENDS ${EARSHOT_PLUGIN_EXPORTS} INSTALL_RPATH "")
  # The daemon loads no file that others could have written, whatever the umask here.
  add_custom_command(TARGET ${name} POST_BUILD COMMAND chmod go-w $<TARGET_FILE:${name}> VERBATIM)
endfunction()
