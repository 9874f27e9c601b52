# Third-party libraries, all from the distribution. Static archives are preferred where the release is static.

if(PHONEY_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(OPENSSL_USE_STATIC_LIBS ON)
endif()

find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Threads REQUIRED)

# Debian's packages of these ship no usable CMake config for the static archive, or ship one for the shared library only.
function(phoney_library target header library)
  find_path(${target}_INCLUDE ${header} REQUIRED)
  find_library(${target}_LIBRARY ${library} REQUIRED)
  add_library(${target} INTERFACE IMPORTED)
  target_include_directories(${target} SYSTEM INTERFACE ${${target}_INCLUDE})
  target_link_libraries(${target} INTERFACE ${${target}_LIBRARY})
endfunction()

phoney_library(fmt_library fmt/format.h fmt)
phoney_library(simdjson_library simdjson.h simdjson)
phoney_library(utf8proc_library utf8proc.h utf8proc)
