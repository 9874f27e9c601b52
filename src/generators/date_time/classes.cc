#include "generators/date_time/classes.h"

#include "generators/date_time/date_time.h"

namespace phoney {

std::span<const ClassGenerators> date_time_generators() {
  using namespace date_time;
  static const ClassGenerators classes[] = {
      {"date_time", "default", moments()},
      {"date_time", "default", texts()},
      {"date_time", "default", between()},
  };
  return classes;
}

}  // namespace phoney
