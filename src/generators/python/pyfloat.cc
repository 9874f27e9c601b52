// pyfloat: a whole part and digits behind its point, read as a double and then held to the limits.
//
// Limits are ints or doubles, and Faker mixes both in its arithmetic as Python does: among ints exactly, else in
// doubles. The draws follow from that arithmetic, so it is followed here step by step.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <memory>

#include "base/python_float.h"
#include "engine/session.h"
#include "generators/numbers/number.h"
#include "generators/python/python.h"

namespace phoney {
namespace {

constexpr std::int64_t kDigits = std::numeric_limits<double>::digits10;

constexpr std::array<std::uint64_t, kDigits + 1> kPowers = [] {
  std::array<std::uint64_t, kDigits + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = 10 * powers[i - 1];
  return powers;
}();
constexpr double power(std::int64_t exponent) {
  return static_cast<double>(kPowers[static_cast<std::size_t>(exponent)]);
}

Error bad(std::string_view parameter, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(parameter));
}

// A Python int or float.
struct PythonNumber {
  bool is_float = false;
  WideInteger integer = 0;
  double value = 0;

  static PythonNumber of(const Number& number) {
    return {number.type == Number::Type::floating, number.integer, number.value};
  }
  static PythonNumber of(std::int64_t integer) { return {false, integer, static_cast<double>(integer)}; }

  PythonNumber plus(std::int64_t summand) const {
    if (is_float) return {true, 0, value + static_cast<double>(summand)};
    return {false, integer + summand, 0};
  }
  // int(): towards zero.
  WideInteger truncated() const { return is_float ? WideInteger(value) : integer; }
  bool equals(const PythonNumber& other) const {
    if (is_float && other.is_float) return value == other.value;
    if (is_float) return other.equals(*this);
    if (other.is_float) return std::trunc(other.value) == other.value && WideInteger(other.value) == integer;
    return integer == other.integer;
  }
};

// What a - b is once it meets a float.
double difference(const PythonNumber& a, const PythonNumber& b) {
  if (a.is_float || b.is_float) return a.value - b.value;
  return to_double(a.integer - b.integer);
}

// A limit as the nearest double, and whether that is above or below it, to compare doubles with the limit itself.
struct Limit {
  PythonNumber number;
  int side = 0;

  static Limit of(const Number& limit) {
    Limit result{PythonNumber::of(limit), 0};
    if (std::isinf(limit.value)) {
      result.side = limit.value < 0 ? -1 : 1;
    } else if (limit.type == Number::Type::integer) {
      const WideInteger nearest(limit.value);
      result.side = nearest == limit.integer ? 0 : nearest < limit.integer ? -1 : 1;
    }
    return result;
  }
  bool is_below(double other) const { return side > 0 ? other >= number.value : other > number.value; }
  bool is_above(double other) const { return side < 0 ? other <= number.value : other < number.value; }
};

// The whole part of a number with limits. There are up to 14 for a call, and templates have thousands of calls: so that
// the integer, of two kilobytes, is only there where it is needed.
struct WholePart {
  std::shared_ptr<const WideInteger> value;  // if it is not drawn
  IntegerRange range;
};

struct PyfloatArgs {
  std::optional<std::int64_t> left_digits = {};
  std::optional<std::int64_t> right_digits = {};
  std::optional<bool> positive = {};
  std::optional<Number> min_value = {};
  std::optional<Number> max_value = {};

  // Found by `prepare`.
  std::int64_t left = 0;
  std::int64_t right = 0;       // 0 if `most_right` is not
  std::int64_t most_right = 0;  // of digits behind the point, where their number is drawn
  bool limited = false;
  std::vector<WholePart> whole_parts;  // by digits before the point, where that follows from a draw; else just one
  std::optional<Limit> lowest;
  std::optional<Limit> highest;
  double width = 0;  // between the limits

  Result<void> prepare();

 private:
  Result<void> check() const;
  Result<void> check_limit(const std::optional<Number>& limit, std::string_view parameter) const;
  Result<void> choose_digits();
  std::optional<WholePart> whole_part(std::int64_t digits) const;
};

Result<void> PyfloatArgs::check_limit(const std::optional<Number>& limit, std::string_view parameter) const {
  const std::string name = "`" + std::string(parameter) + "`";
  if (!limit) return {};
  if (limit->type == Number::Type::decimal) return bad(parameter, name + " takes a number, not a string");
  if (!left_digits || limit->is_zero() || limit->digits() <= *left_digits) return {};
  return bad(parameter, name + " has more than `left_digits` digits before the decimal point");
}

Result<void> PyfloatArgs::check() const {
  if (left_digits == 0 && right_digits == 0) {
    return bad("right_digits", "`left_digits` and `right_digits` must not both be 0");
  }
  if (min_value && max_value && min_value->compare(*max_value) >= 0) {
    return bad("min_value", "`min_value` must be less than `max_value`");
  }
  if (positive.value_or(false) && min_value && min_value->compare(Number::of(0)) <= 0) {
    return bad("min_value", "with `positive`, `min_value` must be above 0");
  }
  if (auto fits = check_limit(max_value, "max_value"); !fits) return fits;
  return check_limit(min_value, "min_value");
}

Result<void> PyfloatArgs::choose_digits() {
  if (!left_digits && !right_digits) {
    std::int64_t needed = 1;
    for (const auto* limit : {&min_value, &max_value}) {
      if (*limit && !(*limit)->is_zero()) needed = std::max(needed, (*limit)->digits());
    }
    most_right = kDigits - needed;
    if (most_right >= 1) return {};
    return bad(max_value ? "max_value" : "min_value",
               "the limits must have at most 14 digits before the decimal point; set `right_digits` for longer ones");
  }
  // The sum is compared without adding, which might overflow.
  const std::int64_t given = std::max(left_digits.value_or(0), right_digits.value_or(0));
  if (given <= kDigits) {
    left = left_digits ? *left_digits : std::max<std::int64_t>(1, kDigits - *right_digits);
    right = right_digits ? *right_digits : std::max<std::int64_t>(1, kDigits - *left_digits);
    if (left + right <= kDigits) return {};
  }
  return bad(left_digits ? "left_digits" : "right_digits",
             "`left_digits` and `right_digits` must add up to at most 15, the digits of a float");
}

std::optional<WholePart> PyfloatArgs::whole_part(std::int64_t digits) const {
  const auto end = static_cast<std::int64_t>(kPowers[static_cast<std::size_t>(digits)]);
  PythonNumber low = min_value ? PythonNumber::of(*min_value) : PythonNumber::of(-end);
  PythonNumber high = max_value ? PythonNumber::of(*max_value) : PythonNumber::of(end);
  if (max_value && max_value->negative) high = high.plus(1);
  if (min_value && min_value->negative) low = low.plus(1);
  if (positive.value_or(false) && (low.is_float ? low.value < 0 : low.integer < 0)) low = PythonNumber::of(0);
  if (low.equals(high)) return WholePart{std::make_shared<const WideInteger>(low.truncated()), {}};
  const WideInteger first = low.truncated();
  WideInteger last = high.plus(-1).truncated();
  if (last < first) ++last;
  const auto range = IntegerRange::make(first, last);
  if (!range) return std::nullopt;
  return WholePart{nullptr, *range};
}

Result<void> PyfloatArgs::prepare() {
  if (auto checked = check(); !checked) return checked;
  if (auto chosen = choose_digits(); !chosen) return chosen;
  limited = min_value || max_value;
  if (!limited) return {};
  if (min_value) lowest = Limit::of(*min_value);
  if (positive.value_or(false) && !min_value) lowest = Limit::of(Number::of(0));
  if (max_value) highest = Limit::of(*max_value);
  if (lowest && highest) width = difference(highest->number, lowest->number);
  for (std::int64_t digits = most_right > 0 ? kDigits - most_right : left;
       digits <= (most_right > 0 ? kDigits - 1 : left); ++digits) {
    const auto part = whole_part(digits);
    if (!part) {
      return bad(max_value ? "max_value" : "min_value",
                 "there is no number with that many digits before the decimal point between the limits");
    }
    whole_parts.push_back(*part);
  }
  return {};
}

// float() of a number's text, for one that has more digits than a double holds exactly.
double read_float(bool negative, std::string_view whole, std::uint64_t fraction, Output& out) {
  const std::size_t start = out.size();
  out.append(whole);
  out.append('.');
  out.append_padded_integer(fraction, 1);
  const std::string_view text = out.view_from(start);
  double result = std::numeric_limits<double>::infinity();  // what too large a number is
  std::from_chars(text.data(), text.data() + text.size(), result);
  out.truncate(start);
  return negative ? -result : result;
}

int digit_count(std::uint64_t value) {
  int count = 1;
  while (count <= kDigits && value >= kPowers[static_cast<std::size_t>(count)]) ++count;
  return count;
}

double make_float(bool negative, std::uint64_t whole, std::uint64_t fraction, Output& out) {
  constexpr unsigned __int128 kExact = std::uint64_t{1} << 53;
  const int digits = digit_count(fraction);
  const auto mantissa = static_cast<unsigned __int128>(whole) * kPowers[static_cast<std::size_t>(digits)] + fraction;
  if (mantissa < kExact) {
    // Both are exact, so that one division rounds once, as reading the digits does.
    const double result = static_cast<double>(static_cast<std::uint64_t>(mantissa)) / power(digits);
    return negative ? -result : result;
  }
  char text[20];
  const char* const end = std::to_chars(text, text + sizeof text, whole).ptr;
  return read_float(negative, {text, static_cast<std::size_t>(end - text)}, fraction, out);
}

struct Digits {
  std::int64_t left = 0;
  std::int64_t right = 0;
};

double draw_limited(Random& random, const PyfloatArgs& args, Digits digits, Output& out) {
  const WholePart& part =
      args.whole_parts[args.most_right > 0 ? static_cast<std::size_t>(digits.left - (kDigits - args.most_right)) : 0];
  const std::uint64_t behind = kPowers[static_cast<std::size_t>(digits.right)];
  if (part.value == nullptr && part.range.narrow()) {
    const std::int64_t whole = part.range.draw_narrow(random);
    const std::uint64_t magnitude =
        whole < 0 ? 0 - static_cast<std::uint64_t>(whole) : static_cast<std::uint64_t>(whole);
    return make_float(whole < 0, magnitude, random.below64(behind), out);
  }
  const WideInteger whole = part.value != nullptr ? *part.value : part.range.draw_wide(random);
  const std::size_t start = out.size();
  append_integer(abs(whole), out);
  const std::size_t size = out.size() - start;
  out.reserve(32);  // so that the text stays where it is
  const double result = read_float(whole < 0, {out.data() + start, size}, random.below64(behind), out);
  out.truncate(start);
  return result;
}

// Faker's last steps: a number without a 0 for `positive`, within its digits, and within the limits.
class Adjustment {
 public:
  Adjustment(const PyfloatArgs& args, Digits digits, double drawn) : args_(args), digits_(digits), value_(drawn) {}

  // False if Python would overflow.
  bool run(Random& random) {
    if (args_.positive.value_or(false) && value_ == 0) value_ = digits_.right > 0 ? 1 / power(digits_.right) : 1;
    clip();
    if (args_.highest && args_.highest->is_below(value_)) {
      const double excess = difference(number(), args_.highest->number);
      set(value_ - (excess + (args_.lowest ? args_.width : excess) * random.uniform01()));
    }
    if (args_.lowest && args_.lowest->is_above(value_)) {
      const double lack = difference(args_.lowest->number, number());
      set(value_ + (lack + (args_.highest ? args_.width : lack) * random.uniform01()));
    }
    return std::isfinite(value_);
  }
  void append(Output& out) const {
    out.set_kind(Kind::number);
    if (is_integer_) return out.append_integer(static_cast<std::int64_t>(value_));
    out.commit(static_cast<std::size_t>(put_python_float(value_, out.reserve(kMaxFloatBytes)) - out.data()) -
               out.size());
  }

 private:
  // Without digits behind the point, Faker's ends are ints, and so is a value that is moved to one.
  void clip() {
    const double end = power(digits_.left);
    const double last = digits_.right > 0 ? 1 / power(digits_.right) : 1;
    if (end - last < value_) {
      value_ = end - last;
      is_integer_ = digits_.right == 0;
    }
    if (-(end + last) > value_) {
      value_ = -(end + last);
      is_integer_ = digits_.right == 0;
    }
  }
  PythonNumber number() const {
    if (!is_integer_) return {true, 0, value_};
    return PythonNumber::of(static_cast<std::int64_t>(value_));
  }
  void set(double value) {
    value_ = value;
    is_integer_ = false;
  }

  const PyfloatArgs& args_;
  Digits digits_;
  double value_;
  bool is_integer_ = false;
};

// Appends a number of at most 15 digits, not 0, which is its own shortest spelling but for zeros at its end.
void append_plain(bool negative, std::uint64_t whole, std::uint64_t fraction, Output& out) {
  if (negative) out.append('-');
  out.append_padded_integer(whole, 1);
  out.append('.');
  out.append_padded_integer(fraction, 1);
  std::size_t size = out.size();
  while (out.data()[size - 1] == '0' && out.data()[size - 2] != '.') --size;
  out.truncate(size);
  out.set_kind(Kind::number);
}

void pyfloat(Context& context, const PyfloatArgs& args, Output& out) {
  Random& random = context.random();
  Digits digits{args.left, args.right};
  if (args.most_right > 0) {
    digits.right = random.range(1, args.most_right);
    digits.left = kDigits - digits.right;
  }
  double drawn;
  if (args.limited) {
    drawn = draw_limited(random, args, digits, out);
  } else {
    const bool negative = args.positive ? !*args.positive : random.below(2) != 0;
    const std::uint64_t before = kPowers[static_cast<std::size_t>(digits.left)];
    const std::uint64_t behind = kPowers[static_cast<std::size_t>(digits.right)];
    const std::uint64_t whole = random.below64(before);
    const std::uint64_t fraction = random.below64(behind);
    const bool last = whole + 1 == before && fraction + 1 == behind;
    if ((whole != 0 || fraction != 0) && !last) return append_plain(negative, whole, fraction, out);
    drawn = make_float(negative, whole, fraction, out);
  }
  Adjustment adjustment(args, digits, drawn);
  if (!adjustment.run(random)) {
    return context.fail(ErrorCode::generation_failed, "the limits are beyond the range of a float");
  }
  adjustment.append(out);
}

constexpr GeneratorSpec generators[] = {
    generator<pyfloat>("pyfloat", "A floating-point number of 15 digits.")
        .param<&PyfloatArgs::left_digits>("left_digits", "Maximum digits before the decimal point; null for no limit.")
        .at_least(0)
        .param<&PyfloatArgs::right_digits>("right_digits", "Maximum digits after the decimal point; null for no limit.")
        .at_least(0)
        .param<&PyfloatArgs::positive>("positive", "true for above 0, false for below, null for either.")
        .param<&PyfloatArgs::min_value>("min_value", "Lowest value.")
        .param<&PyfloatArgs::max_value>("max_value", "Highest value.")
        .returns(ResultType::number),
};

}  // namespace

std::span<const GeneratorSpec> pyfloat_generators() { return generators; }

}  // namespace phoney
