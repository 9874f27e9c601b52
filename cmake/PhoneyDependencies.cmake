# Third-party libraries, all from the distribution. Static archives are preferred where the release is static.

if(PHONEY_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(OPENSSL_USE_STATIC_LIBS ON)
endif()

find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto SSL)
find_package(Threads REQUIRED)

find_package(fmt 9 REQUIRED)
add_library(fmt_library STATIC ${PROJECT_SOURCE_DIR}/third_party/fmt/library.cc)
target_compile_features(fmt_library PUBLIC cxx_std_20)
target_link_libraries(fmt_library PRIVATE phoney_hardening)

add_library(simdjson_library STATIC ${PROJECT_SOURCE_DIR}/third_party/simdjson/simdjson.cpp)
target_include_directories(simdjson_library SYSTEM PUBLIC ${PROJECT_SOURCE_DIR}/third_party/simdjson)
target_link_libraries(simdjson_library PRIVATE phoney_hardening)
phoney_without_streams(simdjson_library)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL x86_64)
  # Without its readers for the widest vectors: templates and requests are small, and those readers are large.
  target_compile_definitions(simdjson_library PRIVATE SIMDJSON_IMPLEMENTATION_ICELAKE=0 SIMDJSON_IMPLEMENTATION_HASWELL=0)
endif()

find_path(UTF8PROC_INCLUDE utf8proc.h REQUIRED)
find_library(UTF8PROC_LIBRARY utf8proc REQUIRED)
add_library(utf8proc_library INTERFACE)
target_include_directories(utf8proc_library SYSTEM INTERFACE ${UTF8PROC_INCLUDE})
target_link_libraries(utf8proc_library INTERFACE ${UTF8PROC_LIBRARY})

find_path(CLI11_INCLUDE CLI/App.hpp REQUIRED)
add_library(cli11_library INTERFACE)
target_include_directories(cli11_library SYSTEM INTERFACE ${CLI11_INCLUDE})

# cctz alone of Abseil; its static form even where the rest is shared, because Debian's CMake files name only the shared.
find_path(ABSL_INCLUDE absl/time/internal/cctz/include/cctz/time_zone.h REQUIRED)
find_library(ABSL_TIME_ZONE_LIBRARY NAMES libabsl_time_zone.a absl_time_zone REQUIRED)
add_library(time_zone_library INTERFACE)
target_include_directories(time_zone_library SYSTEM INTERFACE ${ABSL_INCLUDE})
target_link_libraries(time_zone_library INTERFACE ${ABSL_TIME_ZONE_LIBRARY} Threads::Threads)

find_package(ZLIB REQUIRED)
find_path(BROTLI_INCLUDE brotli/encode.h REQUIRED)
find_library(BROTLIENC_LIBRARY brotlienc REQUIRED)
find_library(BROTLIDEC_LIBRARY brotlidec REQUIRED)  # for the tests
find_library(BROTLICOMMON_LIBRARY brotlicommon REQUIRED)
find_path(ZSTD_INCLUDE zstd.h REQUIRED)
find_library(ZSTD_LIBRARY zstd REQUIRED)
add_library(compression_libraries INTERFACE)
target_include_directories(compression_libraries SYSTEM INTERFACE ${BROTLI_INCLUDE} ${ZSTD_INCLUDE})
target_link_libraries(compression_libraries INTERFACE
  ZLIB::ZLIB ${BROTLIENC_LIBRARY} ${BROTLIDEC_LIBRARY} ${BROTLICOMMON_LIBRARY} ${ZSTD_LIBRARY})

find_path(BZIP2_INCLUDE bzlib.h REQUIRED)
find_library(BZIP2_LIBRARY bz2 REQUIRED)
find_path(LZMA_INCLUDE lzma.h REQUIRED)
find_library(LZMA_LIBRARY lzma REQUIRED)
add_library(archive_libraries INTERFACE)
target_include_directories(archive_libraries SYSTEM INTERFACE ${BZIP2_INCLUDE} ${LZMA_INCLUDE})
target_link_libraries(archive_libraries INTERFACE ${BZIP2_LIBRARY} ${LZMA_LIBRARY} Threads::Threads)

find_path(CRYPT_INCLUDE crypt.h REQUIRED)
find_library(CRYPT_LIBRARY crypt REQUIRED)
add_library(crypt_library INTERFACE)
target_include_directories(crypt_library SYSTEM INTERFACE ${CRYPT_INCLUDE})
target_link_libraries(crypt_library INTERFACE ${CRYPT_LIBRARY})
