// pydecimal: a whole part and digits behind it, each drawn as text, then held to the limits.
//
// What does not depend on draws is settled when arguments are bound: per sign, which range or how many digits the whole
// part has. A value is written straight to the output, since with its up to two hundred digits the text is the number.

#include <algorithm>
#include <array>
#include <cstring>

#include "base/python_decimal.h"
#include "engine/session.h"
#include "generators/numbers/number.h"
#include "generators/python/python.h"

namespace phoney {
namespace {

constexpr std::int64_t kMaxRandomDigits = 100;
constexpr std::int64_t kMaxRightDigits = 100'000;

Error bad(std::string_view parameter, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(parameter));
}

// How the whole part of a value with a certain sign is drawn.
struct WholePart {
  std::optional<IntegerRange> range;
  // Else by its number of digits, which itself is drawn from these unless it is given; lengths below 0 are drawn too,
  // and fail.
  std::int64_t fewest = 0;
  std::int64_t most = 0;
  std::uint32_t lengths = 1;  // how many these are

  // Both are 0 or above.
  void set(const Number& lowest, const Number& highest) { range = IntegerRange::make(lowest.integer, highest.integer); }
};

struct PydecimalArgs {
  std::optional<std::int64_t> left_digits = {};
  std::optional<std::int64_t> right_digits = {};
  std::optional<bool> positive = {};
  std::optional<Number> min_value = {};
  std::optional<Number> max_value = {};

  // Found by `prepare`.
  enum class Sign : std::uint8_t { plus, minus, drawn };
  Sign sign = Sign::drawn;
  std::array<WholePart, 2> whole;  // of a positive value and of a negative one
  std::string above;               // what replaces a value above `max_value`

  Result<void> prepare();

 private:
  Result<void> check_limits() const;
  Result<void> check_fits(const std::optional<Number>& limit, std::string_view parameter) const;
  void choose_sign();
};

Result<void> PydecimalArgs::check_fits(const std::optional<Number>& limit, std::string_view parameter) const {
  if (!left_digits || !limit || limit->is_zero() || limit->magnitude().digits() <= *left_digits) return {};
  return bad(parameter, "`" + std::string(parameter) + "` has more than `left_digits` digits before the decimal point");
}

Result<void> PydecimalArgs::check_limits() const {
  if (min_value && max_value && min_value->compare(*max_value) >= 0) {
    return bad("min_value", "`min_value` must be less than `max_value`");
  }
  const Number zero = Number::of(0);
  if (positive.value_or(false) && min_value && min_value->compare(zero) <= 0) {
    return bad("min_value", "with `positive`, `min_value` must be above 0");
  }
  if (positive.value_or(false) && max_value && max_value->compare(zero) <= 0) {
    return bad("max_value", "with `positive`, `max_value` must be above 0");
  }
  if (auto fits = check_fits(max_value, "max_value"); !fits) return fits;
  return check_fits(min_value, "min_value");
}

void PydecimalArgs::choose_sign() {
  const Number zero = Number::of(0);
  if (min_value && min_value->compare(zero) >= 0) {
    sign = Sign::plus;
  } else if (max_value && max_value->compare(zero) <= 0) {
    sign = Sign::minus;
  } else if (positive) {
    sign = *positive ? Sign::plus : Sign::minus;
  } else {
    sign = Sign::drawn;
  }
}

Result<void> PydecimalArgs::prepare() {
  if (left_digits == 0 && right_digits == 0) {
    return bad("right_digits", "`left_digits` and `right_digits` must not both be 0");
  }
  if (auto checked = check_limits(); !checked) return checked;
  choose_sign();

  const Number zero = Number::of(0);
  const auto digits_of = [](const std::optional<Number>& limit) -> std::int64_t {
    return limit && !limit->is_zero() ? limit->magnitude().digits() : 0;
  };
  const auto lesser = [](const Number& a, const Number& b) { return a.compare(b) <= 0 ? a : b; };
  const auto greater = [](const Number& a, const Number& b) { return a.compare(b) >= 0 ? a : b; };
  auto& [plus, minus] = whole;
  plus.most = minus.most = std::max(kMaxRandomDigits, std::max(digits_of(min_value), digits_of(max_value)) + 10);
  if (max_value) {
    plus.set(greater(min_value.value_or(zero), zero), *max_value);
  } else if (min_value && min_value->compare(Number::of(1)) > 0) {
    plus.fewest = min_value->digits();
  }
  if (min_value) {
    minus.set(lesser(max_value.value_or(zero), zero).magnitude(), min_value->magnitude());
  } else if (max_value && !max_value->is_zero() && max_value->compare(Number::of(1)) < 0) {
    minus.fewest = max_value->magnitude().digits();
  }
  if (left_digits) plus.fewest = plus.most = minus.fewest = minus.most = *left_digits;
  for (WholePart& part : whole) part.lengths = static_cast<std::uint32_t>(part.most - part.fewest + 1);
  if (max_value) {
    // Shortening a float to its text may take it below `min_value`, to which Faker then holds it.
    Number shortened;
    if (auto read = ParameterTraits<Number>::read(Value::text(max_value->text), shortened); !read)
      shortened = *max_value;
    above = min_value && shortened.compare(*min_value) < 0 ? min_value->text : max_value->text;
  }
  return {};
}

// Appends the digits of the whole part: "0", or digits of which the first is not 0.
bool draw_whole(Random& random, const PydecimalArgs& args, const WholePart& part, Output& out) {
  if (part.range) {
    part.range->draw(random, out);
    return true;
  }
  const std::int64_t digits = args.left_digits ? part.most : part.fewest + random.below(part.lengths);
  if (digits < 0 || digits > kMaxIntegerDigits) return false;
  if (digits == 0) {
    out.append('0');
  } else {
    draw_digits(random, digits, out);
  }
  return true;
}

// Turns the text from `start` on, of a number below 1 with a leading 0, into str() of that Decimal.
void normalise_small(Output& out, std::size_t start, bool negative) {
  constexpr std::size_t kPlainZeros = 5;  // behind the point; with one more, Python writes an exponent
  const std::string_view fraction = out.view_from(start + (negative ? 1 : 0) + 2);
  const std::size_t zeros = std::min(fraction.find_first_not_of('0'), fraction.size() - 1);
  if (zeros <= kPlainZeros) return;
  const std::size_t size = fraction.size();
  const std::size_t digits = out.size() - (size - zeros);
  out.reserve(size + 32);
  const std::size_t end = out.size();
  append_python_decimal(negative, {out.data() + digits, end - digits}, -static_cast<std::int64_t>(size), out);
  std::memmove(out.data() + start, out.data() + end, out.size() - end);
  out.truncate(start + out.size() - end);
}

// Replaces a number from `start` on that is beyond a limit by that limit. False if it is within both.
[[gnu::noinline]] bool hold_to_limits(const PydecimalArgs& args, Output& out, std::size_t start, std::size_t point) {
  std::string_view number = out.view_from(start);
  const bool negative = number[0] == '-';
  const std::size_t sign = negative ? 1 : 0;
  const std::string_view whole = number.substr(sign, point - start - sign);
  const std::string_view fraction = point < out.size() ? out.view_from(point + 1) : std::string_view();
  const auto compare = [&](const Number& limit) { return limit.compare(negative, whole, fraction); };
  const std::string* limit = nullptr;
  if (args.max_value && compare(*args.max_value) < 0) {
    limit = &args.above;
  } else if (args.min_value && compare(*args.min_value) > 0) {
    limit = &args.min_value->text;
  }
  if (limit == nullptr) return false;
  out.truncate(start);
  out.append(*limit);
  return true;
}

void pydecimal(Context& context, const PydecimalArgs& args, Output& out) {
  Random& random = context.random();
  const bool negative =
      args.sign == PydecimalArgs::Sign::drawn ? random.below2() != 0 : args.sign == PydecimalArgs::Sign::minus;
  const std::size_t start = out.size();
  *out.reserve(1) = '-';  // and kept or not without a branch, which would be mispredicted half of the time
  out.commit(negative ? 1 : 0);
  const std::size_t whole = out.size();
  if (!draw_whole(random, args, args.whole[negative ? 1 : 0], out)) {
    return context.fail(ErrorCode::generation_failed,
                        "Faker fails here too: it cannot write a number of this many digits");
  }
  const std::size_t point = out.size();
  const std::int64_t right = args.right_digits ? *args.right_digits : random.range(0, kMaxRandomDigits);
  if (right > 0) {
    const auto size = static_cast<std::size_t>(right);
    char* const target = out.reserve(size + 1);
    *target = '.';
    random.digits_padded(target + 1, size);
    out.commit(size + 1);
  }
  const bool held = (args.max_value || args.min_value) && hold_to_limits(args, out, start, point);
  if (!held && right > 0 && point - whole == 1 && out.view_from(whole)[0] == '0') {
    normalise_small(out, start, negative);
  }
  finish_python_decimal(out, start);
}

constexpr GeneratorSpec generators[] = {
    generator<pydecimal>("pydecimal", "A decimal number, as a string to keep all digits.")
        .param<&PydecimalArgs::left_digits>("left_digits", "Digits before the decimal point; random up to 100 if null.")
        .at_least(0)
        .at_most(kMaxIntegerDigits)
        .param<&PydecimalArgs::right_digits>("right_digits",
                                             "Digits after the decimal point; random up to 100 if null.")
        .at_least(0)
        .at_most(kMaxRightDigits)
        .param<&PydecimalArgs::positive>("positive", "true for above 0, false for below, null for either.")
        .param<&PydecimalArgs::min_value>("min_value", "Lowest value.")
        .param<&PydecimalArgs::max_value>("max_value", "Highest value."),
};

}  // namespace

std::span<const GeneratorSpec> pydecimal_generators() { return generators; }

}  // namespace phoney
