// Python's repr() of values, as they appear when a list or tuple becomes part of a string.

#pragma once

#include <string>
#include <string_view>

#include "base/output.h"
#include "base/value.h"

namespace phoney {

// repr() of a str: single quotes unless the text holds one and no double quote; what Python cannot print is escaped.
void append_python_repr(std::string& out, std::string_view text);

// The same, in place: the text from `start` to the end becomes its repr().
void quote_python(Output& out, std::size_t start);

// repr() of a value. Lists print as Python lists, or as tuples if `tuples`.
std::string python_repr(const Value& value, bool tuples = false);

}  // namespace phoney
