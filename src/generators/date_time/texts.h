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

inline const TextArgs date_defaults{"%Y-%m-%d", {}};
inline const TextArgs time_defaults{"%H:%M:%S", {}};
inline const TextArgs thai_date_defaults{"%-d %b %Y", {}};

// The same arguments, with another default pattern.
template <const TextArgs& Defaults>
constexpr GeneratorSpec with_defaults(GeneratorSpec spec) {
  spec.defaults = &Defaults;
  spec.create = []() -> std::shared_ptr<void> { return std::make_shared<TextArgs>(Defaults); };
  return spec;
}

inline constexpr std::string_view kPatternHelp = "How it is written, in the directives of Python's strftime.";
inline constexpr std::string_view kEndHelp = "The latest it may be; now, if there is none.";

// One directive for the locale's `date`.
template <char Directive>
inline const TextArgs part_args{{'%', Directive}, {}};

// date(pattern="%...") in the locale, call 0 of the spec's.
template <char Directive>
void date_part(Context& context, Output& out) {
  context.call_with(0, &part_args<Directive>, out);
}

// date_time(end_datetime=...) without a zone.
std::optional<DateTime> draw_date_time(const Context& context, const std::optional<When>& end);

}  // namespace phoney::date_time
