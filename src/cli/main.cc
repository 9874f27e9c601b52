#include <cstdio>
#include <string_view>

#include <fmt/format.h>

#include "cli/batch.h"
#include "generators/catalogue_of_generators.h"

int main(int argc, char** argv) {
  using namespace phoney;
  const Registry registry(packed_catalogue(), all_generators());
  const Engine engine(registry);
  if (argc == 2 && std::string_view(argv[1]) == "batch") {
    if (auto done = cli::run_batch(engine, stdin, stdout); !done) {
      fmt::print(stderr, "phoney: {}\n", done.error().message);
      return 1;
    }
    return 0;
  }
  fmt::print("phoney, with the data of Faker {} ({})\n", engine.catalogue().faker_version(), engine.catalogue().data_version());
  return 0;
}
