// `phoney version`: prints versions.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/libraries.h"
#include "cli/sink.h"

namespace phoney::cli {
namespace {

#if defined(__clang__)
constexpr std::string_view kCompiler = "clang " __clang_version__;
#else
constexpr std::string_view kCompiler = "g++ " __VERSION__;
#endif

#if defined(__x86_64__)
constexpr std::string_view kArchitecture = "x86_64";
#elif defined(__aarch64__)
constexpr std::string_view kArchitecture = "aarch64";
#else
constexpr std::string_view kArchitecture = "unknown architecture";
#endif

int run_version(const Engine& engine, const Invocation&) {
  std::string text =
      fmt::format("phoney {}\nFaker {}\ndata {}\nbuilt by {} for {}\n", PHONEY_VERSION,
                  engine.catalogue().faker_version(), engine.catalogue().data_version(), kCompiler, kArchitecture);
  for (const auto& [name, version] : linked_libraries()) text += fmt::format("with {} {}\n", name, version);
  return print(text);
}

constexpr Example kExamples[] = {
    {"phoney version", "Print the versions of phoney, Faker, the data and the compiler, then those of all libraries."},
    {"phoney --version", "Print the same."},
};

}  // namespace

constinit const Command version_command{
    "version", "Print the versions of phoney, Faker, the data and the libraries", "", {}, {}, kExamples, run_version,
};

}  // namespace phoney::cli
