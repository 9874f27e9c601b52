#include "cli/columns.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "templates/lexer.h"
#include "templates/quoting.h"

namespace phoney::cli {
namespace {

Result<Column> read_parameter(Column column, std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == 0)
    return make_error(ErrorCode::usage, fmt::format("a parameter is written NAME=VALUE, not `{}`", word));
  const std::string_view written = word.substr(equals + 1);
  Value value = templates::parse_parameter(written);
  if (written.starts_with('[') && !value.is_list()) {
    const auto quoted = templates::with_quotes(written);
    if (quoted && *quoted != written) {
      return make_error(ErrorCode::usage,
                        fmt::format("the list in `{}` has strings with spaces; put them in quotes: {}", word, *quoted));
    }
    return make_error(ErrorCode::usage, fmt::format("the list in `{}` has no closing ]; put a string in quotes", word));
  }
  column.parameters.emplace_back(word.substr(0, equals), std::move(value));
  return column;
}

// `random_int:min` is not a parameter's name but the beginning of a placeholder.
bool is_name(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c == '_' || std::isalnum(c) != 0; });
}

}  // namespace

bool is_parameter(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos && is_name(word.substr(0, equals));
}

std::string_view parameter_name(std::string_view word) { return word.substr(0, word.find('=')); }

std::string_view parameter_value(std::string_view word) { return word.substr(word.find('=') + 1); }

Result<std::vector<Column>> read_columns(std::span<const std::string> words) {
  std::vector<Column> columns;
  for (const std::string_view word : words) {
    if (!is_parameter(word)) {
      columns.push_back({std::string(word), {}});
      continue;
    }
    if (columns.empty()) {
      return make_error(
          ErrorCode::usage,
          fmt::format("`{}` is a parameter; write it after its generator: phoney fake GENERATOR {}", word, word));
    }
    auto column = read_parameter(std::move(columns.back()), word);
    if (!column) return column.error();
    columns.back() = std::move(*column);
  }
  return columns;
}

}  // namespace phoney::cli
