// CLI11 parses the options only and returns the other words in order, from which the arguments are taken. Its own
// positional arguments would split `[a, b]` at the comma.

#include "cli/parser.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include <fmt/format.h>

#include "base/near.h"
#include "base/quantity.h"
#include "formats/format.h"
#include "service/option_synonyms.h"

namespace phoney::cli {
namespace {

Error usage(const Command& command, std::string message) {
  return make_error(ErrorCode::usage, fmt::format("{}\nTry: phoney {} --help", message, command.name));
}

const OptionSpec* find_option(const Command& command, std::string_view name) {
  if (name == help_option.name) return &help_option;
  const auto found = std::ranges::find(command.options, name, &OptionSpec::name);
  return found == command.options.end() ? nullptr : &*found;
}

// "SEED", or "true or false" if these are all.
std::string wanted_value(const OptionSpec& option) {
  return option.choices.empty() ? std::string(option.value) : alternatives(option.choices);
}

// The option that a word names with one dash instead of two: -seed, which CLI11 would read as -s eed.
const OptionSpec* with_one_dash(const Command& command, std::string_view word) {
  constexpr std::size_t kShortest = 3;
  const bool has_one = word.size() >= kShortest && word[0] == '-' && word[1] != '-';
  return has_one ? find_option(command, fmt::format("-{}", word.substr(0, word.find('=')))) : nullptr;
}

// Rejects what CLI11 would accept: `-seed`, `--flag=x`, and `--option=`, for which it would use the next word as the
// value.
Result<void> check_words(const Command& command, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") break;
    if (const OptionSpec* meant = with_one_dash(command, word)) {
      return usage(command, fmt::format("`phoney {}` has no option `{}`; did you mean `{}`?", command.name,
                                        word.substr(0, word.find('=')), meant->name));
    }
    const std::size_t equals = word.find('=');
    if (!word.starts_with("--") || equals == std::string::npos) continue;
    const OptionSpec* option = find_option(command, std::string_view(word).substr(0, equals));
    if (option == nullptr) continue;
    if (option->value.empty()) return usage(command, fmt::format("`{}` takes no value", option->name));
    if (equals + 1 == word.size())
      return usage(command, fmt::format("`{}` needs a value: {}", option->name, wanted_value(*option)));
  }
  return {};
}

void declare(CLI::App& app, const OptionSpec& option, Invocation& result) {
  std::string names(option.name);
  if (option.letter != 0) names += fmt::format(",-{}", option.letter);
  const auto keep = [&result, name = option.name](const std::string& value) { result.options[name] = value; };
  if (option.value.empty()) {
    app.add_flag_callback(names, [keep] { keep(""); });
  } else {
    app.add_option_function<std::string>(names, keep)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
}

// What the command calls an option that others call `name`: --count for --rows and -c.
const OptionSpec* by_synonym(const Command& command, std::string_view name) {
  const std::string_view meant = service::meant_option(name.substr(std::min(name.find_first_not_of('-'), name.size())));
  return meant.empty() ? nullptr : find_option(command, fmt::format("--{}", meant));
}

// What other programs' options do, and phoney does in another way.
struct MissingOption {
  std::string_view name;
  std::string_view hint;
};
constexpr MissingOption kMissingOptions[] = {
    {"--pretty", "for indented JSON, append: | jq"},
    {"--indent", "for indented JSON, append: | jq"},
};

std::string hint_at_missing(const Command& command, std::string_view name) {
  const auto* found = std::ranges::find(kMissingOptions, name, &MissingOption::name);
  const bool writes_json = find_option(command, "--format") != nullptr || find_option(command, "--json") != nullptr;
  return found != std::end(kMissingOptions) && writes_json ? std::string(found->hint) : "";
}

Error unknown_option(const Command& command, const std::string& word) {
  std::vector<std::string_view> names{help_option.name};
  for (const OptionSpec& option : command.options) names.push_back(option.name);
  const std::string name = word.substr(0, word.find('='));
  const OptionSpec* meant = by_synonym(command, name);
  std::string hint = hint_at_missing(command, name);
  if (hint.empty())
    hint = did_you_mean(meant != nullptr ? std::vector{std::string(meant->name)} : near_names(name, names));
  return usage(command,
               fmt::format("`phoney {}` has no option `{}`{}{}", command.name, name, hint.empty() ? "" : "; ", hint));
}

// A number after a template is how many records people want, and after `serve` where it should listen.
std::string hint_at_option(const Command& command, std::string_view word) {
  if (!parse_quantity(word, kCounts)) return "";
  for (const std::string_view option : {"--count", "--port"}) {
    if (find_option(command, option) != nullptr) return fmt::format("; did you mean `{} {}`?", option, word);
  }
  return "";
}

Error missing_value(const Command& command, std::string_view word) {
  const auto option = std::ranges::find_if(command.options, [&](const OptionSpec& candidate) {
    return candidate.name == word || (word.size() == 2 && word[1] == candidate.letter);
  });
  if (option == command.options.end()) return usage(command, fmt::format("`{}` needs a value", word));
  return usage(command, fmt::format("`{}` needs a value: {}", option->name, wanted_value(*option)));
}

Result<void> take_arguments(const Command& command, const std::vector<std::string>& words, Invocation& result) {
  bool options_end = false;
  for (const std::string& word : words) {
    if (!options_end && word == "--") {
      options_end = true;
    } else if (!options_end && word.size() > 1 && word[0] == '-') {
      return unknown_option(command, word);
    } else {
      result.arguments.push_back(word);
    }
  }
  const auto wanted = command.arguments;
  const auto given = std::ranges::find_if(
      wanted, [&](const ArgumentSpec& argument) { return !argument.option.empty() && result.has(argument.option); });
  if (given != wanted.end() && !result.arguments.empty()) {
    return usage(command,
                 fmt::format("`phoney {}` takes {} or `{}`, not both", command.name, given->name, given->option));
  }
  if (given != wanted.end()) return {};
  const auto required = static_cast<std::size_t>(std::ranges::count(wanted, true, &ArgumentSpec::required));
  if (result.arguments.size() < required && !result.has(help_option.name)) {
    return usage(command, fmt::format("`phoney {}` needs {}", command.name, wanted[result.arguments.size()].name));
  }
  const bool open_ended = !wanted.empty() && wanted.back().repeated;
  if (!open_ended && result.arguments.size() > wanted.size()) {
    const std::string& word = result.arguments[wanted.size()];
    return usage(command, fmt::format("unexpected argument `{}`{}", word, hint_at_option(command, word)));
  }
  return {};
}

}  // namespace

constinit const OptionSpec help_option{"--help", 'h', "", "Show this help."};

Result<Invocation> parse(const Command& command, const std::vector<std::string>& words) {
  if (auto checked = check_words(command, words); !checked) return checked.error();
  Invocation result;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  declare(app, help_option, result);
  for (const OptionSpec& option : command.options) declare(app, option, result);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 expects them in reverse order
  } catch (const CLI::ArgumentMismatch&) {
    return missing_value(command, words.back());
  } catch (const CLI::Error& error) {
    return usage(command, error.what());
  }
  for (const OptionSpec& option : command.options) {
    if (!option.value.empty() && app.get_option(std::string(option.name))->count() > 1)
      return usage(command, fmt::format("`{}` is given twice", option.name));
  }
  for (const auto& [name, value] : result.options) {
    if (find_option(command, value) != nullptr) return missing_value(command, name);  // --seed --count 3
  }
  if (auto taken = take_arguments(command, app.remaining(), result); !taken) return taken.error();
  return result;
}

}  // namespace phoney::cli
