# How every target of this repository is compiled, and the three kinds of targets there are.

find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(yaml-cpp REQUIRED)
find_package(spdlog REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(PkgConfig REQUIRED)
pkg_check_modules(systemd REQUIRED IMPORTED_TARGET libsystemd)

add_library(earshot_flags INTERFACE)
target_compile_options(earshot_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wimplicit-fallthrough -Wno-missing-designated-field-initializers
  -Wno-missing-field-initializers -Werror
  -fno-omit-frame-pointer -fstack-protector-strong)
target_compile_definitions(earshot_flags INTERFACE
  BOOST_ASIO_NO_DEPRECATED BOOST_DLL_USE_STD_FS $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
target_link_options(earshot_flags INTERFACE -fuse-ld=lld -Wl,-z,relro,-z,now)

if(EARSHOT_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
elseif(EARSHOT_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread)
  add_link_options(-fsanitize=thread)
elseif(NOT EARSHOT_SANITIZE STREQUAL "")
  message(FATAL_ERROR "EARSHOT_SANITIZE is 'address' or 'thread', not '${EARSHOT_SANITIZE}'")
endif()
if(EARSHOT_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# The precompiled header of the daemon and the tests: compiled once, in daemon/base.
set(EARSHOT_PCH ${PROJECT_SOURCE_DIR}/cmake/precompiled.hpp)

function(earshot_precompile target)
  if(NOT TARGET earshot_pch)
    file(WRITE ${PROJECT_BINARY_DIR}/precompiled.cpp "")
    add_library(earshot_pch OBJECT ${PROJECT_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(earshot_pch PUBLIC earshot_sdk earshot_flags)
    target_precompile_headers(earshot_pch PRIVATE ${EARSHOT_PCH})
    target_compile_options(earshot_pch PRIVATE -Xclang -fno-pch-timestamp)
  endif()
  target_precompile_headers(${target} REUSE_FROM earshot_pch)
  # -fPIC again: CMake gives executables -fPIE, which the precompiled header was not built with.
  target_compile_options(${target} PRIVATE -Xclang -fno-pch-timestamp -fPIC)
endfunction()

# earshot_component(base SOURCES error.cpp ... LINKS ...): one folder of the daemon, a static library.
function(earshot_component name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  add_library(earshot_${name} STATIC ${arg_SOURCES})
  target_include_directories(earshot_${name} PUBLIC ${PROJECT_SOURCE_DIR}/daemon)
  target_link_libraries(earshot_${name} PUBLIC earshot_sdk ${arg_LINKS} PRIVATE earshot_flags)
  earshot_precompile(earshot_${name})
endfunction()

# earshot_test(journal SOURCES outbox_test.cpp ... LINKS ... [LABELS crash]): a Catch2 executable,
# every case of it a CTest of its own.
function(earshot_test name)
  if(NOT EARSHOT_TESTS)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;LABELS;PROPERTIES")
  add_executable(${name}_test ${arg_SOURCES})
  target_link_libraries(${name}_test PRIVATE earshot_flags earshot_test_main ${arg_LINKS})
  earshot_precompile(${name}_test)
  catch_discover_tests(${name}_test
    TEST_PREFIX "${name}/" PROPERTIES LABELS "unit;${arg_LABELS}" TIMEOUT 120 ${arg_PROPERTIES})
endfunction()

# earshot_fuzz(name SOURCES ... LINKS ...): a libFuzzer target, built under the fuzz preset only.
function(earshot_fuzz name)
  if(NOT EARSHOT_FUZZ)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  add_executable(fuzz_${name} ${arg_SOURCES})
  target_link_libraries(fuzz_${name} PRIVATE earshot_flags ${arg_LINKS})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  earshot_precompile(fuzz_${name})
  if(NOT TARGET fuzzers)
    add_custom_target(fuzzers)
  endif()
  add_dependencies(fuzzers fuzz_${name})
endfunction()

if(EARSHOT_TESTS)
  find_package(Catch2 REQUIRED)
  include(Catch)
  add_library(earshot_test_main STATIC ${PROJECT_SOURCE_DIR}/tests/support/main.cpp)
  target_include_directories(earshot_test_main PUBLIC ${PROJECT_SOURCE_DIR}/tests/support)
  if(TARGET Catch2::Catch2WithMain)
    target_link_libraries(earshot_test_main PUBLIC Catch2::Catch2WithMain)
  else()
    target_link_libraries(earshot_test_main PUBLIC Catch2::Catch2)
  endif()
  target_compile_features(earshot_test_main PUBLIC cxx_std_23)
endif()

include(${PROJECT_SOURCE_DIR}/sdk/cmake/EarshotPlugin.cmake)

# earshot_own_plugin(x SOURCES ...): a plugin that comes with Earshot, built as an outsider's would
# be, with our warnings. Its objects are a library of their own, so that tests can link them.
function(earshot_own_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;EXPORT")
  add_library(plugin_${name}_code STATIC ${arg_SOURCES})
  target_link_libraries(plugin_${name}_code PUBLIC earshot_sdk PRIVATE earshot_flags)
  target_include_directories(plugin_${name}_code PUBLIC ${PROJECT_SOURCE_DIR}/plugins)
  earshot_precompile(plugin_${name}_code)
  earshot_add_plugin(plugin_${name} SOURCES ${arg_EXPORT})
  target_link_libraries(plugin_${name} PRIVATE plugin_${name}_code earshot_flags)
  set_target_properties(plugin_${name} PROPERTIES
    OUTPUT_NAME ${name} LIBRARY_OUTPUT_DIRECTORY ${EARSHOT_PLUGIN_DIRECTORY})
  install(TARGETS plugin_${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/earshot/plugins)
endfunction()
