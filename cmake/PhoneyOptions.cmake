# Build-wide switches, and the flags every one of our targets is compiled with.

option(PHONEY_STATIC "Link the phoney binary statically, so that it runs on any Linux without libraries" OFF)
option(PHONEY_TESTS "Build the unit tests" ON)
option(PHONEY_BENCH "Build the benchmarks" OFF)
option(PHONEY_FUZZ "Build the fuzzers; needs clang" OFF)
set(PHONEY_HOST_TOOLS "" CACHE PATH "The tools/ of another build, whose packers then pack the data: for cross builds and sanitizers")
set(PHONEY_VERSION "" CACHE STRING "The version that phoney prints, such as 0.2.0-rc.1; the project's if empty")
set(PHONEY_SANITIZE "" CACHE STRING "Sanitizers to build with, for example address,undefined")

# Errors of memory end the program instead of being exploited: checked returns, checked calls of libc, and tables that
# the linker filled read-only before the program starts. Sanitizers check more than _FORTIFY_SOURCE, and it hides calls
# from them.
add_library(phoney_hardening INTERFACE)
target_compile_options(phoney_hardening INTERFACE -fstack-protector-strong)
if(NOT PHONEY_SANITIZE)
  target_compile_options(phoney_hardening INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
target_link_options(phoney_hardening INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)

add_library(phoney_flags INTERFACE)
target_link_libraries(phoney_flags INTERFACE phoney_hardening)
target_compile_options(phoney_flags INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Werror
  -Wno-missing-field-initializers  # designated initialisers leave out members on purpose
  # Python rounds after every operation: a multiplication fused with an addition, as on arm64, gives other values.
  -ffp-contract=off
  # x86-64-v2 (SSE4.2, 2009) is the oldest machine that AWS or a developer still runs; wider vectors are chosen at run time.
  $<$<STREQUAL:${CMAKE_SYSTEM_PROCESSOR},x86_64>:-march=x86-64-v2>)
target_include_directories(phoney_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
if(PHONEY_FUZZ)
  # Signed overflow and the like count as findings, and coverage is traced through all of our code.
  target_compile_options(phoney_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(PHONEY_SANITIZE)
  target_compile_options(phoney_flags INTERFACE -O1 -fsanitize=${PHONEY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_definitions(phoney_flags INTERFACE PHONEY_SANITIZED)  # compilers differ in how they say so
  target_link_options(phoney_flags INTERFACE -fsanitize=${PHONEY_SANITIZE})
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # ccache takes precompiled headers only when told that macros of time do not matter, and here they do not occur.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(phoney_flags INTERFACE -fpch-preprocess)
  endif()
endif()
