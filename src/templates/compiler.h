// Compiles a template, any JSON value whose strings hold placeholders, to a Program.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/program.h"

namespace phoney::templates {

inline constexpr std::size_t kMaxWarnings = 20;

// How large a template and its output may be. Each front end has its own limits: HTTP clients without authentication
// get less than users of the command line.
struct Limits {
  std::size_t max_depth = 64;  // nesting of objects and lists
  std::size_t max_placeholders = 10'000;
  std::int64_t max_list = 10'000;         // elements of one {{[generator]:count=N}}
  std::uint64_t max_values = UINT64_MAX;  // values drawn for all records
};

// Reports a part of a template that is valid but probably means something else.
struct Warning {
  std::string field;
  std::string message;

  std::string text() const { return field.empty() ? message : field + ": " + message; }
};

// A compiled template, or everything that is wrong with it.
struct Compiled {
  Program program;
  std::vector<Error> errors;      // each with its field, a context line with a caret, and suggestions
  std::vector<Warning> warnings;  // at most kMaxWarnings
  bool whole = true;  // false: left before its end, for too many errors or placeholders, too long a path, too deep a
                      // nesting, or the work limit; its error then comes first

  bool ok() const { return errors.empty(); }
};

// Compiles for `records` records in `locale`. Nothing is drawn. `work` is asked at each value of the template and each
// placeholder.
Compiled compile(const Engine& engine, LocaleId locale, const Value& source, std::uint64_t records,
                 const Limits& limits, WorkLimit& work);
// The same without a limit of time.
Compiled compile(const Engine& engine, LocaleId locale, const Value& source, std::uint64_t records,
                 const Limits& limits);

}  // namespace phoney::templates
