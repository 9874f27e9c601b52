// A number as Python has it: an int of any size, a float, or a Decimal, which requests write as a string.

#pragma once

#include <string>
#include <string_view>

#include "generators/numbers/wide_integer.h"

namespace phoney {

struct Number {
  enum class Type : std::uint8_t { integer, floating, decimal };

  Type type = Type::integer;
  WideInteger integer = 0;  // int(): towards zero
  double value = 0;         // float(); infinity for an int that is too large
  // The exact value. Neither has zeros that say nothing, so that a whole part of 0 is empty.
  bool negative = false;  // not of a zero
  std::string whole;
  std::string fraction;
  std::string text;  // str(Decimal(str()))

  bool is_zero() const { return whole.empty() && fraction.empty(); }
  // Below zero, zero, above zero: as the other is greater, equal, less.
  int compare(const Number& other) const;
  // The same for the number with these digits, which may have zeros that say nothing.
  int compare(bool other_negative, std::string_view other_whole, std::string_view other_fraction) const;
  // abs(), which rounds a Decimal to the 28 digits of Python's default context.
  Number magnitude() const;
  // math.ceil(math.log10(abs())), not of a zero.
  std::int64_t digits() const;

  static Number of(std::int64_t value);
};

template <>
struct ParameterTraits<Number> {
  static constexpr std::string_view type_name = "number";
  static Result<void> read(const Value& value, Number& into);
  static std::string show(const Number& value) { return value.text; }
};

}  // namespace phoney
