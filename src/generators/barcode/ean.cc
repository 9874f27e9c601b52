#include "generators/barcode/ean.h"

#include <algorithm>
#include <cstring>

#include "generators/check_digits.h"

namespace phoney {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

Error not_prefixes() {
  return make_error(ErrorCode::invalid_argument, R"(takes a list of digits in quotes, for example ["45", "49"])");
}

Result<std::string> read_prefix(const Value& value) {
  std::string digits;
  if (value.is_text()) {
    digits = value.as_text();
  } else if (value.is_list()) {
    for (const Value& item : value.as_list()) {
      if (!item.is_integer() && !item.is_text()) return not_prefixes();
      const std::string& digit = item.as_text();
      if (digit.size() != 1) return not_prefixes();
      digits += digit;
    }
  } else {
    return not_prefixes();
  }
  if (!std::ranges::all_of(digits, is_digit)) return not_prefixes();
  return digits;
}

}  // namespace

Result<void> ParameterTraits<Prefixes>::read(const Value& value, Prefixes& into) {
  into.digits.clear();
  if (value.is_null()) return {};
  if (value.is_text()) {  // Faker picks one of its characters
    for (const char c : value.as_text()) {
      if (!is_digit(c)) return not_prefixes();
      into.digits.emplace_back(1, c);
    }
    return {};
  }
  if (!value.is_list()) return not_prefixes();
  for (const Value& item : value.as_list()) {
    auto prefix = read_prefix(item);
    if (!prefix) return prefix.error();
    into.digits.push_back(std::move(*prefix));
  }
  return {};
}

std::string ParameterTraits<Prefixes>::show(const Prefixes& value) {
  return ParameterTraits<TextList>::show(value.digits);
}

}  // namespace phoney

namespace phoney::barcode {
namespace {

// Weights end with 3 at the digit before the check digit.
constexpr std::array<std::uint8_t, 7> kWeights8 = {3, 1, 3, 1, 3, 1, 3};
constexpr std::array<std::uint8_t, 12> kWeights13 = {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3};

}  // namespace

std::size_t append_digits(Random& random, std::size_t count, Output& out) {
  const std::size_t start = out.size();
  random.digits_padded(out.reserve(count), count);
  out.commit(count);
  return start;
}

// A prefix that is longer than the number replaces it and makes it longer, as an assignment to a slice does in Python.
void overwrite(std::size_t start, std::string_view prefix, Output& out) {
  if (prefix.size() > out.size() - start) {
    out.truncate(start);
    out.append(prefix);
  } else {
    copy_bytes(prefix, out.data() + start);
  }
}

void append_check_digit(std::size_t start, std::size_t length, Output& out) {
  const std::string_view digits = out.view_from(start);
  const std::uint32_t sum = length == 8 ? weighted_sum(digits, kWeights8) : weighted_sum(digits, kWeights13);
  out.append(digit_character((10 - sum % 10) % 10));
}

Result<void> LengthArgs::check() const {
  if (length == 8 || length == 13) return {};
  return make_error(ErrorCode::invalid_argument, "`length` must be 8 or 13, the two lengths of an EAN", "length");
}

void append_localized_ean(Context& context, std::size_t length, Output& out) {
  const std::size_t start = append_digits(context.random(), length - 1, out);
  if (const Table prefixes = context.table(0); prefixes.size() > 0) {
    const Table prefix = prefixes.child(prefixes.pick_index(context.random()));
    for (std::size_t i = 0; i < prefix.size(); ++i) out.data()[start + i] = prefix.text(i)[0];
  }
  append_check_digit(start, length, out);
}

void localized_ean(Context& context, const LengthArgs& args, Output& out) {
  append_localized_ean(context, static_cast<std::size_t>(args.length), out);
}
void localized_ean8(Context& context, Output& out) { append_localized_ean(context, 8, out); }
void localized_ean13(Context& context, Output& out) { append_localized_ean(context, 13, out); }

}  // namespace phoney::barcode
