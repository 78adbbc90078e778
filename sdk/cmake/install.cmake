# What `cmake --install ... --component sdk` gives: find_package(Earshot) and all behind it.

include(CMakePackageConfigHelpers)

set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/Earshot)

# As the fingerprint in build.hpp writes it: `clang 19`.
string(REGEX MATCH "^[0-9]+" compiler_major "${CMAKE_CXX_COMPILER_VERSION}")
string(TOLOWER "${CMAKE_CXX_COMPILER_ID} ${compiler_major}" compiler)
string(REPLACE "gnu" "gcc" EARSHOT_COMPILER "${compiler}")

install(TARGETS earshot_sdk earshot_testkit EXPORT EarshotTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT sdk
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT sdk
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT sdk)
install(EXPORT EarshotTargets NAMESPACE Earshot::
  DESTINATION ${package_directory} COMPONENT sdk)

configure_package_config_file(cmake/EarshotConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/EarshotConfig.cmake INSTALL_DESTINATION ${package_directory}
  PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/EarshotConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/EarshotConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/EarshotConfigVersion.cmake
  cmake/EarshotPlugin.cmake
  cmake/plugin_exports.map
  DESTINATION ${package_directory} COMPONENT sdk)
install(DIRECTORY template/ DESTINATION ${CMAKE_INSTALL_DATADIR}/earshot/template COMPONENT sdk)
