# Headers that nearly every file includes, parsed once: most files are small, so that this halves the build.
function(phoney_precompile target own)
  if(TARGET phoney_base AND NOT target STREQUAL phoney_base AND NOT own)
    target_precompile_headers(${target} REUSE_FROM phoney_base)
  else()
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <chrono> <cstring> <memory> <optional> <span> <string>
      <string_view> <utility> <vector> <boost/system/result.hpp> <fmt/format.h>)
  endif()
endfunction()

# phoney_module(<name> [SMALL] SOURCES ... [TESTS ...] [USES ...] [LIBRARIES ...])
#
# One folder of src/ as a static library. USES names our other modules, LIBRARIES third-party targets. The tests of
# all modules are collected into one executable, phoney_unit_tests, because linking once is what keeps ./test fast.
# SMALL is for code that runs once in a while: it is compiled for size.
function(phoney_module name)
  cmake_parse_arguments(ARG SMALL "" "SOURCES;TESTS;USES;LIBRARIES" ${ARGN})
  list(TRANSFORM ARG_USES PREPEND phoney_)
  add_library(phoney_${name} STATIC ${ARG_SOURCES})
  target_link_libraries(phoney_${name} PUBLIC phoney_flags ${ARG_USES} ${ARG_LIBRARIES})
  if(ARG_SMALL AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(phoney_${name} PRIVATE -Os -ffunction-sections)
  endif()
  phoney_precompile(phoney_${name} ${ARG_SMALL})
  list(TRANSFORM ARG_TESTS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  set_property(GLOBAL APPEND PROPERTY PHONEY_TEST_SOURCES ${ARG_TESTS})
  set_property(GLOBAL APPEND PROPERTY PHONEY_TEST_MODULES phoney_${name})
endfunction()

# phoney_without_streams(<target>): includes of <iostream> in libraries' headers do not set up the standard streams at
# the start of the process; the target itself must not use them.
function(phoney_without_streams target)
  target_include_directories(${target} SYSTEM BEFORE PRIVATE ${PROJECT_SOURCE_DIR}/cmake/without_streams)
endfunction()

# phoney_host_tool(<name>): the tool of that name from another build, PHONEY_HOST_TOOLS.
function(phoney_host_tool name)
  add_executable(${name} IMPORTED GLOBAL)
  set_target_properties(${name} PROPERTIES IMPORTED_LOCATION ${PHONEY_HOST_TOOLS}/${name}/${name})
endfunction()
