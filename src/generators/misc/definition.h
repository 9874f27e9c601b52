// Definitions of values for `json` and `fixed_width`: a definition is a template of `pystr_format`, a fixed @word, or a
// generator's name.

#pragma once

#include <string_view>

#include "base/value.h"
#include "engine/parameter.h"
#include "engine/session.h"

namespace phoney {

// Any JSON value, kept as it is; the generator reads it.
template <>
struct ParameterTraits<Value> {
  static constexpr std::string_view type_name = "list or object";
  static Result<void> read(const Value& value, Value& into) {
    into = value;
    return {};
  }
  static std::string show(const Value& value) { return value.to_json(); }
};

// Appends a definition's value, with its own type, in the output's notation. `arguments` is an object or nullptr.
void append_defined(Context& context, const Value& definition, const Value* arguments, Output& out);

// pystr_format: pattern characters are also replaced in the values of its placeholders.
void append_formatted(Context& context, std::string_view format, Output& out);

}  // namespace phoney
