#include "generators/ssn/ssn.h"

#include "generators/ssn/locales.h"

namespace phoney {

std::span<const ClassGenerators> ssn_generators() {
  static const ClassGenerators classes[] = {
      {"ssn", "ar_DZ", ssn::ar_DZ()},
  };
  return classes;
}

}  // namespace phoney
