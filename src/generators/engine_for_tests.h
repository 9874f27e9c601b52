// The engine over the packed data and all generators, for tests.

#pragma once

#include "engine/engine.h"
#include "generators/catalogue_of_generators.h"

namespace phoney {

inline const Engine& engine() {
  static const Registry registry(packed_catalogue(), all_generators());
  static const Engine instance(registry);
  return instance;
}

}  // namespace phoney
