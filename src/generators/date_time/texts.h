// The arguments of `date` and `time`, which other generators call too.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "generators/date_time/draws.h"

namespace phoney::date_time {

struct TextArgs {
  std::string pattern;
  std::optional<When> end_datetime;
  // Only the Thai have these two, and pass over them elsewhere.
  bool thai_digit = false;
  bool buddhist_era = true;
};

inline const TextArgs& date_defaults() {
  static const TextArgs args{"%Y-%m-%d", {}};
  return args;
}
inline const TextArgs& time_defaults() {
  static const TextArgs args{"%H:%M:%S", {}};
  return args;
}
inline const TextArgs& thai_date_defaults() {
  static const TextArgs args{"%-d %b %Y", {}};
  return args;
}

// A generator with those defaults.
template <auto Function, auto Defaults>
constexpr GeneratorSpec text_generator(std::string_view name, std::string_view description) {
  GeneratorSpec spec = generator<Function, Defaults>(name, description);
  spec.create = []() -> std::shared_ptr<void> { return std::make_shared<TextArgs>(Defaults()); };
  return spec;
}

inline constexpr std::string_view kPatternHelp = "Format of the string, as in Python's strftime.";
inline constexpr std::string_view kEndHelp = "The latest date; now if null.";

// date(pattern="%...") in the locale, call 0 of the spec's.
template <char Directive>
void date_part(Context& context, Output& out) {
  static const TextArgs args{{'%', Directive}, {}};
  context.call_with(0, &args, out);
}

// date_time(end_datetime=...) without a zone.
std::optional<DateTime> draw_date_time(const Context& context, const std::optional<When>& end);

}  // namespace phoney::date_time
