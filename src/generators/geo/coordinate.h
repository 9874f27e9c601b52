// Coordinates: Decimals of six places, as text.

#pragma once

#include <cstdint>

#include "base/output.h"
#include "random/random.h"

namespace phoney {

// Appends str(Decimal) of so many millionths.
void append_millionths(std::int64_t millionths, Output& out);

// Appends Decimal(str(value)).quantize(Decimal(".000001")): halves go to the even neighbour. False, as Python raises,
// if the value is infinite or the result has more than 28 digits.
bool append_quantised(double value, Output& out);

// coordinate(center, radius), appended.
bool append_coordinate_near(Random& random, double center, double radius, Output& out);

}  // namespace phoney
