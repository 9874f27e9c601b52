// Integers as large as Python writes them: 4,300 digits, where its str() stops.
//
// They have room for all their digits in place, so that drawing one allocates nothing.

#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "base/output.h"
#include "engine/parameter.h"
#include "generators/base/numbers.h"
#include "random/random.h"

namespace phoney {

inline constexpr std::int64_t kMaxIntegerDigits = 4300;

// The extra bits are for sums and differences of two such integers.
using WideInteger = boost::multiprecision::number<
    boost::multiprecision::cpp_int_backend<14400, 14400, boost::multiprecision::signed_magnitude,
                                           boost::multiprecision::unchecked, void>,
    boost::multiprecision::et_off>;

template <>
struct ParameterTraits<WideInteger> {
  static constexpr std::string_view type_name = "integer";
  static Result<void> read(const Value& value, WideInteger& into);
  static std::string show(const WideInteger& value);
};

// Of decimal digits, at most kMaxIntegerDigits of them, with an optional sign.
WideInteger wide_integer(std::string_view digits);

// 10^exponent.
WideInteger power_of_ten(std::int64_t exponent);

// The nearest double, ties to even; infinity if it is out of range.
double to_double(const WideInteger& value);

void append_integer(const WideInteger& value, Output& out);

// random.randrange(n), n >= 1.
WideInteger draw_below(Random& random, const WideInteger& n);

// The integers lowest, lowest + step, ... up to highest; random.randrange(lowest, highest + 1, step).
class IntegerRange {
 public:
  IntegerRange() = default;
  // Nothing if there is no such integer. `step` must not be 0.
  static std::optional<IntegerRange> make(const WideInteger& lowest, const WideInteger& highest,
                                          const WideInteger& step = 1);

  // Whether all of its numbers fit 64 bits; `draw_narrow` is for those alone.
  bool narrow() const { return wide_ == nullptr; }
  std::int64_t draw_narrow(Random& random) const { return range_.draw(random); }
  WideInteger draw_wide(Random& random) const;
  // Appends one as text.
  void draw(Random& random, Output& out) const {
    if (narrow()) return out.append_integer(range_.draw(random));
    append_integer(draw_wide(random), out);
  }

 private:
  struct Wide {
    WideInteger lowest;
    WideInteger step;
    WideInteger count;
  };

  SteppedRange range_ = {0, 0, 1};
  std::shared_ptr<const Wide> wide_;  // if some number needs more than 64 bits
};

// random.randrange(10^(digits - 1), 10^digits) as text: `digits` digits, of which the first is not 0; 1 to
// kMaxIntegerDigits of them.
void draw_digits(Random& random, std::int64_t digits, Output& out);

}  // namespace phoney
