#include "base/python_decimal.h"

#include <cstdlib>

namespace phoney {
namespace {

constexpr std::int64_t kLeastAdjusted = -6;  // of a plain number

void append_zeros(std::int64_t count, Output& out) {
  for (std::int64_t i = 0; i < count; ++i) out.append('0');
}

}  // namespace

void append_python_decimal(bool negative, std::string_view digits, std::int64_t exponent, Output& out) {
  if (negative) out.append('-');
  const auto size = static_cast<std::int64_t>(digits.size());
  const std::int64_t adjusted = exponent + size - 1;
  if (exponent <= 0 && adjusted >= kLeastAdjusted) {
    const std::int64_t whole = size + exponent;
    if (whole > 0) {
      out.append(digits.substr(0, static_cast<std::size_t>(whole)));
      if (exponent == 0) return;
      out.append('.');
      return out.append(digits.substr(static_cast<std::size_t>(whole)));
    }
    out.append("0.");
    append_zeros(-whole, out);
    return out.append(digits);
  }
  out.append(digits[0]);
  if (size > 1) {
    out.append('.');
    out.append(digits.substr(1));
  }
  out.append(adjusted < 0 ? "E-" : "E+");
  out.append_integer(std::abs(adjusted));
}

void finish_python_decimal(Output& out, std::size_t start) {
  if (out.notation() != Notation::repr) return;
  constexpr std::string_view kOpening = "Decimal('";
  kOpening.copy(out.insert(start, kOpening.size()), kOpening.size());
  out.append("')");
  out.set_kind(Kind::encoded);
}

}  // namespace phoney
