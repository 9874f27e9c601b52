#include <new>

#include "cli/run.h"
#include "cli/standard_streams.h"
#include "generators/catalogue_of_generators.h"

int main(int argc, char** argv) {
  phoney::cli::occupy_standard_streams();
  try {
    const phoney::Registry registry(phoney::packed_catalogue(), phoney::all_generators());
    const phoney::Engine engine(registry);
    return phoney::cli::run(engine, {argv + (argc > 0 ? 1 : 0), argv + argc});
  } catch (const std::bad_alloc&) {
    phoney::cli::say("phoney: the values do not fit into memory; request fewer or shorter values\n");
    return 1;
  }
}
