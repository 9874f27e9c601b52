// Python's str() of a Decimal.

#pragma once

#include <string_view>

#include "base/output.h"

namespace phoney {

// Appends str() of the Decimal with these digits, without leading zeros but for a single one, times ten to the
// `exponent`. The exponent form begins where a plain one would need zeros that are not the number's: 1E+2, 1E-7.
void append_python_decimal(bool negative, std::string_view digits, std::int64_t exponent, Output& out);

// Makes a Decimal of the text from `start` on, which is its str(): in a repr() it is Decimal('...').
void finish_python_decimal(Output& out, std::size_t start);

}  // namespace phoney
