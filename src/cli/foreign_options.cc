#include "cli/foreign_options.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/columns.h"
#include "cli/generator_parameters.h"
#include "service/country_locale.h"
#include "templates/lexer.h"

namespace phoney::cli {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// -5, and -30y, which is a date.
bool is_negative_number(std::string_view word) { return word.size() > 1 && word[0] == '-' && is_digit(word[1]); }

// The option that a word gives: `--seed`, `--seed=1`, `-s`, `-s1`.
const OptionSpec* option_of(const Command& command, std::string_view word) {
  if (word.starts_with("--")) {
    const auto found = std::ranges::find(command.options, parameter_name(word), &OptionSpec::name);
    return found == command.options.end() ? nullptr : &*found;
  }
  const auto found = std::ranges::find_if(
      command.options, [&](const OptionSpec& option) { return option.letter != 0 && word[1] == option.letter; });
  return found == command.options.end() ? nullptr : &*found;
}

bool is_boolean(std::string_view word) { return templates::parse_parameter(word).type() == Value::Type::boolean; }

// `--min-chars=1` as `min_chars=1`.
std::string as_parameter(std::string_view word) {
  word.remove_prefix(std::min(word.find_first_not_of('-'), word.size()));
  std::string result(word);
  std::ranges::replace(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(parameter_name(word).size()), '-',
                       '_');
  return result;
}

}  // namespace

std::optional<RewrittenWords> without_foreign_options(const Engine& engine, const Command& command,
                                                      const std::vector<std::string>& words) {
  std::vector<std::string> options;
  std::vector<std::string> arguments;
  std::string generator;
  std::string reason;
  bool has_negative = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool has_next = i + 1 < words.size();
    const bool is_negative = is_negative_number(word);
    has_negative = has_negative || is_negative;
    if (is_negative || word.size() < 2 || word[0] != '-') {
      if (!is_parameter(word) && engine.find_generator(word)) generator = word;
      arguments.push_back(word);
      continue;
    }
    if (const OptionSpec* option = option_of(command, word)) {
      options.push_back(word);
      const bool has_value = word.starts_with("--") ? word.find('=') != std::string::npos : word.size() > 2;
      if (!option->value.empty() && !has_value && has_next) options.push_back(words[++i]);
      continue;
    }
    std::string parameter = as_parameter(word);
    const auto locale = service::locale_with(engine, generator);
    if (!locale) return std::nullopt;
    const ParameterSpec* spec = find_parameter(parameters_of(engine, *locale, generator), parameter_name(parameter));
    if (spec == nullptr) return std::nullopt;
    if (reason.empty())
      reason = fmt::format("`{}` is a parameter of `{}`, not an option", parameter_name(word), generator);
    if (parameter.find('=') == std::string::npos) {
      const bool is_flag = spec->type == "boolean" && !(has_next && is_boolean(words[i + 1]));
      if (!is_flag && !has_next) return std::nullopt;
      parameter += '=' + (is_flag ? "true" : words[++i]);
    }
    arguments.push_back(std::move(parameter));
  }
  if (reason.empty() && !has_negative) return std::nullopt;
  options.emplace_back("--");
  options.insert(options.end(), arguments.begin(), arguments.end());
  return RewrittenWords{std::move(options), std::move(reason)};
}

}  // namespace phoney::cli
