// Integers and booleans in all the forms that FastAPI accepts, because clients of Python services send them. This is
// the lax mode of pydantic 2 (https://docs.pydantic.dev/latest/concepts/conversion_table/), with its error messages.

#pragma once

#include <string_view>
#include <variant>

#include "base/value.h"

namespace phoney::service {

struct LaxProblem {
  std::string_view message;
  std::string_view type;
};

// 5, 5.0, true and "5" are integers; so are " +5 ", "1_000" and "5.0". The integer may be of any size.
std::variant<Value, LaxProblem> read_lax_integer(const Value& value);

// true, 1, 1.0 and, in any case, "true", "t", "yes", "y", "on" and "1"; likewise false.
std::variant<bool, LaxProblem> read_lax_boolean(const Value& value);

}  // namespace phoney::service
