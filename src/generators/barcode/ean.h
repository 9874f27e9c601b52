// EAN numbers (GS1 General Specifications), which the bar codes of all locales are.

#pragma once

#include <string>
#include <vector>

#include "engine/generator_spec.h"
#include "engine/session.h"

namespace phoney {

// Sequences of ASCII digits, of which one starts the number.
struct Prefixes {
  std::vector<std::string> digits;
};

template <>
struct ParameterTraits<Prefixes> {
  static constexpr std::string_view type_name = "list of digits";
  // A list of strings or of lists of digits: ["45", "49"] or [[4, 5], [4, 9]].
  static Result<void> read(const Value& value, Prefixes& into);
  static std::string show(const Prefixes& value);
};

}  // namespace phoney

namespace phoney::barcode {

struct LengthArgs {
  std::int64_t length = 13;

  Result<void> check() const;
};

struct PrefixArgs {
  Prefixes prefixes;
};

inline constexpr std::string_view kPrefixesHelp = "Prefixes to draw from; empty for no prefix.";
inline constexpr std::string_view kLengthHelp = "Number of digits, 8 or 13.";

// The steps of an EAN. `append_digits` returns where they start.
std::size_t append_digits(Random& random, std::size_t count, Output& out);
void overwrite(std::size_t start, std::string_view prefix, Output& out);
void append_check_digit(std::size_t start, std::size_t length, Output& out);

// An EAN of `length` digits, 8 or 13, that starts with one of `prefixes`, a list of strings, if there are any. All
// digits are drawn before a prefix takes the place of some.
template <class Strings>
void append_ean(Random& random, std::size_t length, const Strings& prefixes, Output& out) {
  const std::size_t start = append_digits(random, length - 1, out);
  if (!prefixes.empty()) overwrite(start, prefixes[random.choice_index(prefixes.size())], out);
  append_check_digit(start, length, out);
}

// With the country's prefixes, table 0.
void append_localized_ean(Context& context, std::size_t length, Output& out);
void localized_ean(Context& context, const LengthArgs& args, Output& out);
void localized_ean8(Context& context, Output& out);
void localized_ean13(Context& context, Output& out);

std::span<const GeneratorSpec> en_US();

}  // namespace phoney::barcode
