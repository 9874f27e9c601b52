// Result<T>: a value or an Error. phoney's own code does not throw, except Output at its limit; exceptions of libraries
// do not leave the code that calls them.
//
// The type is Boost.System's `result` with our Error: `if (!r) return r.error();`, `*r`, `r->member`.

#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <utility>
#include <vector>

namespace phoney {

// The kind of an error, independent of the protocol. Each front end maps the codes once: to an HTTP status, an exit
// code or a Lambda response.
enum class ErrorCode {
  invalid_argument,  // a value of the wrong type or out of range
  unknown_generator,
  unknown_parameter,
  unknown_locale,
  not_implemented,   // a generator of Faker that phoney does not have yet
  invalid_template,  // malformed placeholder, too deep, too large, no placeholder
  invalid_json,
  capacity_exceeded,  // `unique` ran out, or more work than the limit
  generation_failed,  // Faker itself raises for these arguments
  io_error,
  usage,        // the command line is invalid
  interrupted,  // the front end cancelled the work
};

// The code's stable spelling in answers: "unknown_generator".
std::string_view to_string(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::invalid_argument;
  std::string message;                   // says what is wrong and how to put it right, in one or two sentences
  std::string field;                     // where: a template's field path, a parameter or option name; may be empty
  std::vector<std::string> suggestions;  // near names, best first
  std::string context;                   // optional source line with a caret under the column
  std::string generator;                 // the generator it is about, as written; may be empty
};

// Thrown only if somebody dereferences a failed Result unchecked, which is a bug of ours.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& location);

template <class T>
using Result = boost::system::result<T, Error>;

// Shorthand for the usual failure.
inline Error make_error(ErrorCode code, std::string message, std::string field = {}) {
  return Error{code, std::move(message), std::move(field), {}, {}, {}};
}

}  // namespace phoney
