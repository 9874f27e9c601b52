#include "cli/fake_correction.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <span>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/json_reader.h"
#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/compile_columns.h"
#include "cli/generator_parameters.h"
#include "cli/options.h"
#include "cli/output_file.h"
#include "cli/placeholder_command.h"
#include "cli/shell_word.h"
#include "service/country_locale.h"
#include "templates/compiler.h"
#include "templates/correction.h"
#include "templates/lexer.h"
#include "templates/quoting.h"

namespace phoney::cli {
namespace {

constexpr std::string_view kCount = "--count";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A plausible number of values.
bool is_count(std::string_view text) {
  constexpr std::size_t kLongest = 15;
  return !text.empty() && text.size() <= kLongest && text[0] != '0' && std::ranges::all_of(text, is_digit);
}

bool is_name(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c == '_' || std::isalnum(c) != 0; });
}

const OptionSpec* find_option(std::string_view name) {
  const auto found = std::ranges::find(fake_command.options, name, &OptionSpec::name);
  return found == fake_command.options.end() ? nullptr : &*found;
}

// The words between characters that people put between generators.
std::vector<std::string_view> split_list(std::string_view text) {
  constexpr std::string_view kSeparators = ",;|+ ";
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kSeparators), text.size());
    if (end > 0) pieces.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

// `min = 1`, `min= 1` and `min =1` as `min=1`. Whether anything was joined.
bool join_at_equals(std::vector<std::string>& words) {
  bool joined = false;
  for (std::size_t i = 0; i + 1 < words.size();) {
    const bool ends_so = words[i].size() > 1 && words[i].ends_with('=') && !is_parameter(words[i + 1]);
    if (i == 0 || !(ends_so || (words[i + 1].starts_with('=') && is_name(words[i])))) {
      ++i;
      continue;
    }
    words[i] += words[i + 1];
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    joined = true;
  }
  return joined;
}

// A value as an argument of a call: `ssn,birthdate` is a list.
std::string call_argument(std::string_view text) {
  const auto is_element = [](std::string_view piece) { return is_name(piece); };
  if (text.find(',') != std::string_view::npos && std::ranges::all_of(split_list(text), is_element))
    return fmt::format("[{}]", text);
  const bool is_whole = text.starts_with('[') || text.starts_with('{');
  return is_whole || text.find_first_of(" ,;()'\"&|") == std::string_view::npos ? std::string(text)
                                                                                : templates::in_single_quotes(text);
}

// `format=%Y` for a generator whose pattern is one of strftime.
bool is_pattern_of_date(std::span<const ParameterSpec> known, std::string_view name, std::string_view value) {
  return name == "format" && value.find('%') != std::string_view::npos && find_parameter(known, "pattern") != nullptr;
}

class FakeCorrector {
 public:
  FakeCorrector(const Engine& engine, LocaleId locale, const Invocation& invocation, std::string reason)
      : engine_(engine), locale_(locale), options_(invocation.options), reason_(std::move(reason)) {}

  std::optional<std::string> run(std::vector<std::string> words) {
    if (join_at_equals(words)) note("write a parameter without spaces");
    for (const std::string& word : words) {
      if (!take(word)) return std::nullopt;
    }
    if (groups_.empty()) return std::nullopt;
    auto& first = groups_.front().arguments;
    first.insert(first.begin(), leading_.begin(), leading_.end());
    for (Group& group : groups_) {
      if (!name_arguments(group) || !move_options(group)) return std::nullopt;
    }
    if (reason_.empty() || !compiles()) return std::nullopt;
    return fmt::format("{}: {}{}", reason_, line(), alternative_);
  }

 private:
  // A generator and its arguments: parameters, and values without a name.
  struct Group {
    std::string generator;
    std::vector<std::string> arguments;
  };

  void note(std::string_view reason) {
    if (reason_.empty()) reason_ = reason;
  }

  bool is_generator(std::string_view word) const { return engine_.find_generator(locale_, word).has_value(); }

  bool is_parameter_of_last(std::string_view name) const {
    return !groups_.empty() &&
           find_parameter(parameters_of(engine_, locale_, groups_.back().generator), name) != nullptr;
  }

  // False if it cannot be known what the word means.
  bool take(const std::string& word) {
    if (std::exchange(awaits_value_, false)) {
      groups_.back().arguments.back().append("=").append(word);
      return true;
    }
    if (is_parameter(word)) {
      take_parameter(word);
      return true;
    }
    if (is_generator(word)) {
      groups_.push_back({word, {}});
      return true;
    }
    if (is_parameter_of_last(word)) {
      note("write a parameter as NAME=VALUE");
      groups_.back().arguments.push_back(word);
      awaits_value_ = true;
      return true;
    }
    if (take_option_with_colon(word)) return true;
    return take_several(word) || take_notation(word) || take_locale(word) || take_value(word);
  }

  // `min=1,max=5` is two parameters, if `max` is one.
  void take_parameter(std::string_view word) {
    if (groups_.empty()) {
      note("write a parameter after its generator");
      leading_.emplace_back(word);
      return;
    }
    constexpr std::string_view kBetween = ",;&";
    std::size_t begin = 0;
    for (std::size_t at = word.find_first_of(kBetween); at != std::string_view::npos;
         at = word.find_first_of(kBetween, at + 1)) {
      const std::string_view rest = word.substr(at + 1);
      if (!is_parameter(rest) || !is_parameter_of_last(parameter_name(rest))) continue;
      note("separate parameters with spaces");
      groups_.back().arguments.emplace_back(word.substr(begin, at - begin));
      begin = at + 1;
    }
    groups_.back().arguments.emplace_back(word.substr(begin));
  }

  // `locale: de`, `count:3`
  bool take_option_with_colon(std::string_view word) {
    const std::size_t colon = word.find(':');
    if (groups_.empty() || colon == std::string_view::npos) return false;
    const std::string name(word.substr(0, colon));
    if (find_option("--" + name) == nullptr && !service::means_locale(name)) return false;
    awaits_value_ = colon + 1 == word.size();
    groups_.back().arguments.push_back(awaits_value_ ? name : fmt::format("{}={}", name, word.substr(colon + 1)));
    return true;
  }

  // `name,email`
  bool take_several(std::string_view word) {
    const auto pieces = split_list(word);
    const bool all = std::ranges::all_of(pieces, [&](std::string_view piece) { return is_generator(piece); });
    if (pieces.empty() || !all) return false;
    note("separate generators with spaces");
    for (const std::string_view piece : pieces) groups_.push_back({std::string(piece), {}});
    return true;
  }

  // `random_int(1, 5)`, `random_int:min=1,max=5`, `{{name}}`, `person.firstName`
  bool take_notation(std::string_view word) {
    if (is_name(word)) return false;
    const std::size_t begin = std::min(word.find_first_not_of("{ "), word.size());
    const std::size_t end = word.find_last_not_of("} ") + 1;
    if (begin >= end || !std::isalpha(static_cast<unsigned char>(word[begin]))) {
      if (!word.starts_with('[') && !word.starts_with('$')) return false;
    }
    auto group = read_notation(word.substr(begin, std::max(begin, end) - begin));
    if (!group) return false;
    note(group->arguments.empty() ? "write only the name of the generator"
                                  : "write the generator and its parameters as separate words");
    groups_.push_back(std::move(*group));
    return true;
  }

  // The placeholder that `inside` was meant to be, as words.
  std::optional<Group> read_notation(std::string_view inside) {
    const auto correction = templates::correct(engine_, locale_, inside);
    // What is no placeholder may be a command all the same: `name:count=3`.
    const auto lexed = templates::lex(fmt::format("{{{{{}}}}}", correction ? correction->inside : inside));
    if (!lexed.errors.empty() || lexed.parts.size() != 1) return std::nullopt;
    const auto* placeholder = std::get_if<templates::PlaceholderText>(&lexed.parts.front());
    if (placeholder == nullptr || !is_generator(placeholder->generator)) return std::nullopt;
    Group group{placeholder->generator, {}};
    for (const auto& [name, value, column] : placeholder->parameters)
      group.arguments.push_back(parameter_word(name, value));
    return group;
  }

  bool take_locale(std::string_view word) {
    const auto known = engine_.catalogue().find_locale(word);
    if (!known || engine_.catalogue().locale_name(*known) != word) return false;
    note("give the locale as an option");
    return take_option(kLocaleOption, word);
  }

  // A number, a pattern or a word that resembles no generator's name is a value for the generator before it. Words of
  // one or two letters resemble many.
  bool take_value(const std::string& word) {
    if (groups_.empty()) return is_count(word) && take_count(word);
    constexpr std::size_t kShort = 2;
    const bool is_value = !is_name(word) || word.size() <= kShort || is_digit(word[0]) ||
                          engine_.find_generator(locale_, word).error().suggestions.empty();
    if (is_value) groups_.back().arguments.push_back(word);
    return is_value;
  }

  bool take_count(const std::string& number) {
    note("give the number of values as an option");
    return options_.try_emplace(kCount, number).second;
  }

  // Gives values the names of the parameters in their places. A number that is none is the count.
  bool name_arguments(Group& group) {
    const auto is_named = [](const std::string& argument) { return is_parameter(argument); };
    if (std::ranges::all_of(group.arguments, is_named)) return true;
    std::string call = group.generator;
    for (const std::string& argument : group.arguments) {
      call += &argument == &group.arguments.front() ? "(" : ", ";
      call += is_named(argument)
                  ? fmt::format("{}={}", parameter_name(argument), call_argument(parameter_value(argument)))
                  : call_argument(argument);
    }
    const bool is_number = group.arguments.size() == 1 && is_count(group.arguments.front());
    const std::string number = group.arguments.front();
    if (auto named = read_notation(call + ')')) {
      note("write a parameter as NAME=VALUE");
      if (is_number && groups_.size() == 1 && !options_.contains(kCount))
        alternative_ = fmt::format("; or, for {0} values: phoney fake {1} {2} {0}", number, group.generator, kCount);
      group.arguments = std::move(named->arguments);
      return true;
    }
    if (!is_number) return false;
    group.arguments.clear();
    return take_count(number);
  }

  // `count=3` is the option, and `country=DE` the locale, if the generator has no such parameter.
  bool move_options(Group& group) {
    const auto known = parameters_of(engine_, locale_, group.generator);
    std::vector<std::string> kept;
    for (const std::string& argument : group.arguments) {
      const std::string_view name = parameter_name(argument);
      const OptionSpec* option = find_option("--" + std::string(name));
      if (find_parameter(known, name) != nullptr) {
        kept.push_back(argument);
      } else if (is_pattern_of_date(known, name, parameter_value(argument))) {
        note(fmt::format("`{}` has no parameter `{}`; write `pattern`", group.generator, name));
        kept.push_back(fmt::format("pattern={}", parameter_value(argument)));
      } else if (option != nullptr) {
        note(fmt::format("`{}` is an option", name));
        if (!take_option(*option, parameter_value(argument))) return false;
      } else if (service::means_locale(name)) {
        note(fmt::format("`{}` has no parameter `{}`; choose a locale", group.generator, name));
        const auto locale = service::meant_locale(engine_, group.generator, name, parameter_value(argument));
        if (!locale || !take_option(kLocaleOption, *locale)) return false;
      } else {
        return false;
      }
    }
    group.arguments = std::move(kept);
    return true;
  }

  bool take_option(const OptionSpec& option, std::string_view value) {
    if (option.name == kCount && !is_count(value)) return false;
    if (!option.value.empty()) {
      if (!options_.try_emplace(option.name, value).second) return false;
      const auto locale = engine_.catalogue().find_locale(value);
      if (option.name == kLocaleOption.name && locale) locale_ = *locale;
      return option.name != kLocaleOption.name || locale.has_value();
    }
    if (value == "true" || value == "True") options_.try_emplace(option.name, "");
    return value == "true" || value == "True" || value == "false" || value == "False";
  }

  std::vector<std::string> words() const {
    std::vector<std::string> result;
    for (const Group& group : groups_) {
      result.push_back(group.generator);
      result.insert(result.end(), group.arguments.begin(), group.arguments.end());
    }
    return result;
  }

  bool compiles() const {
    if (!has_valid_options()) return false;
    const auto columns = read_columns(words());
    return columns && compile_columns(engine_, locale_, *columns, /*as_members=*/true);
  }

  // Of those that a parameter became: `format=%Y` is no format.
  bool has_valid_options() const {
    Invocation invocation;
    invocation.options = options_;
    const auto file = read_output_file(invocation, Format::text);
    if (!file || !read_format_options(invocation, file->format)) return false;
    const auto now = invocation.find(kNowOption.name);
    return !now || parse_instant(*now).has_value();
  }

  std::string line() const {
    std::string result = "phoney fake";
    for (const std::string& word : words()) result.append(" ").append(shell_word(word));
    for (const OptionSpec& option : fake_command.options) {
      const auto given = options_.find(option.name);
      if (given == options_.end()) continue;
      result.append(" ").append(option.name);
      if (!option.value.empty()) result.append(" ").append(shell_word(given->second));
    }
    return result;
  }

  const Engine& engine_;
  LocaleId locale_;
  std::map<std::string_view, std::string> options_;
  std::string reason_;
  std::vector<std::string> leading_;  // parameters before the first generator
  std::vector<Group> groups_;
  bool awaits_value_ = false;  // for the name of a parameter, which is the last argument
  std::string alternative_;
};

// A template in the place of a generator: `'{{first_name}} {{last_name}}'`, `'{"a": "{{name}}"}'`.
std::optional<std::string> correct_template(const Engine& engine, LocaleId locale,
                                            const std::vector<std::string>& words) {
  if (words.size() != 1 || words[0].find("{{") == std::string::npos) return std::nullopt;
  const auto json = read_json(words[0]);
  const Value source = json ? *json : Value::text(words[0]);
  if (!templates::compile(engine, locale, source, 1, {}).ok()) return std::nullopt;
  return fmt::format("give a template to phoney generate: phoney generate -t {}", shell_word(source.to_json()));
}

}  // namespace

std::optional<std::string> correct_fake(const Engine& engine, LocaleId locale, const Invocation& invocation,
                                        std::string reason) {
  if (auto line = FakeCorrector(engine, locale, invocation, std::move(reason)).run(invocation.arguments)) return line;
  return correct_template(engine, locale, invocation.arguments);
}

}  // namespace phoney::cli
