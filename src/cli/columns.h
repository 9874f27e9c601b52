// The columns of `phoney fake`: generators on the command line, with their parameters.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace phoney::cli {

struct Column {
  std::string generator;
  Value::Object parameters;
};

// Whether the word is written NAME=VALUE: a parameter of the generator before it. Any other word is a generator.
bool is_parameter(std::string_view word);
// NAME and VALUE of such a word; the whole of another.
std::string_view parameter_name(std::string_view word);
std::string_view parameter_value(std::string_view word);

// Error `usage`.
Result<std::vector<Column>> read_columns(std::span<const std::string> words);

}  // namespace phoney::cli
