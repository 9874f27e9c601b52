// What all fuzzers share: the engine over the packed data, and a check that holds in every build.

#pragma once

#include <cstdlib>

#include "engine/engine.h"
#include "generators/catalogue_of_generators.h"

namespace phoney::fuzz {

inline const Engine& engine() {
  static const Registry registry(packed_catalogue(), all_generators());
  static const Engine engine(registry);
  return engine;
}

// A broken promise is a finding.
inline void require(bool kept) {
  if (!kept) std::abort();
}

}  // namespace phoney::fuzz
