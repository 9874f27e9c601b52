// Python's repr() of a float: the shortest digits that read back as the same number.

#pragma once

#include <cstddef>

namespace phoney {

inline constexpr std::size_t kMaxFloatBytes = 32;

// Writes str(value), at most kMaxFloatBytes, and returns its end. The exponent form begins below 1e-4 and at 1e16;
// other whole numbers end in ".0".
char* put_python_float(double value, char* target);

}  // namespace phoney
