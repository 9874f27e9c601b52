// Command: the table from which the parser, the help, the manual page and the completions are made.

#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"

namespace phoney::cli {

// Exit codes.
constexpr int kDone = 0;
constexpr int kFailed = 1;  // the command failed
constexpr int kUsage = 2;   // the command line is invalid

// How a shell completes an option's value or an argument.
enum class Completes : std::uint8_t { nothing, file, generator, parameter, provider, locale, format, shell };

struct OptionSpec {
  std::string_view name;   // "--seed"
  char letter;             // 's' for -s; 0: none
  std::string_view value;  // "SEED"; empty: a flag
  std::string_view description;
  Completes completes = Completes::nothing;
  std::string_view fallback = "";                  // the default, unless the description contains it
  std::string_view production_fallback = "";       // the default in production, if it differs
  std::span<const std::string_view> choices = {};  // all values, if there are few
  std::string_view group = "";                     // the section of the help: "csv"; empty: the command's own options
};

struct ArgumentSpec {
  std::string_view name;  // "TEMPLATE"
  std::string_view description;
  bool required = true;
  bool repeated = false;  // only the last may be
  Completes completes = Completes::nothing;
  std::string_view option = "";  // the option that can replace it: "--template"
};

struct Example {
  std::string_view line;
  std::string_view description;
};

// A command line, parsed.
struct Invocation {
  std::vector<std::string> arguments;
  std::map<std::string_view, std::string> options;  // by name; a flag's value is empty

  bool has(std::string_view option) const { return options.contains(option); }
  std::optional<std::string_view> find(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  }
};

struct Command {
  std::string_view name;
  std::string_view summary;  // one line, without a full stop
  std::string_view details;  // more text for `phoney COMMAND --help`; lines end in \n
  std::span<const ArgumentSpec> arguments;
  std::span<const OptionSpec> options;
  std::span<const Example> examples;
  // Prints its errors and returns the exit code.
  int (*run)(const Engine& engine, const Invocation& invocation);
  // Says more about an error of the words, if the command can. nullptr: it cannot.
  Error (*explain)(const Engine& engine, const std::vector<std::string>& words, const Error& error) = nullptr;
};

// All commands, in the order of the help.
std::span<const Command* const> all_commands();
const Command* find_command(std::string_view name);

}  // namespace phoney::cli
