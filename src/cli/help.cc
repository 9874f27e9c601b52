#include "cli/help.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "cli/colour.h"
#include "cli/parser.h"

namespace phoney::cli {
namespace {

using Row = std::pair<std::string, std::string>;

constexpr Example kExamples[] = {
    {"phoney fake email --seed 42", "Print an email address, the same one in every run."},
    {"phoney fake name --locale ja_JP --count 5", "Print five Japanese names."},
    {"phoney generate user.json --count 1000 --output users.csv", "Write a thousand records to a CSV file."},
};

void append_heading(std::string& text, int descriptor, std::string_view title) {
  fmt::format_to(std::back_inserter(text), "\n{}\n", painted(descriptor, Paint::heading, fmt::format("{}:", title)));
}

// Two aligned columns.
void append_rows(std::string& text, int descriptor, std::string_view title, const std::vector<Row>& rows) {
  if (rows.empty()) return;
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.first.size());
  append_heading(text, descriptor, title);
  for (const auto& [left, right] : rows) {
    fmt::format_to(std::back_inserter(text), "  {}{}  ", painted(descriptor, Paint::name, left),
                   std::string(width - left.size(), ' '));
    for (const char c : right) {
      text += c;
      if (c == '\n') text.append(width + 4, ' ');
    }
    text += '\n';
  }
}

void append_examples(std::string& text, int descriptor, std::span<const Example> examples) {
  if (examples.empty()) return;
  append_heading(text, descriptor, "Examples");
  for (const Example& example : examples) {
    fmt::format_to(std::back_inserter(text), "  {}\n      {}\n", example.line, example.description);
  }
}

std::string option_names(const OptionSpec& option) {
  std::string names = option.letter == 0 ? "    " : fmt::format("-{}, ", option.letter);
  names += option.name;
  if (!option.value.empty()) names += fmt::format(" {}", option.value);
  return names;
}

// The command's own options, then those of each group. Options of a group are adjacent in the table.
void append_options(std::string& text, int descriptor, const Command& command) {
  std::vector<Row> rows;
  std::string_view group;
  const auto append_group = [&] {
    if (group.empty()) rows.emplace_back(option_names(help_option), help_option.description);
    append_rows(text, descriptor, group.empty() ? "Options" : fmt::format("Options for {}", group), rows);
    rows.clear();
  };
  for (const OptionSpec& option : command.options) {
    if (option.group != group) append_group();
    group = option.group;
    rows.emplace_back(option_names(option), option_description(option));
  }
  append_group();
}

}  // namespace

std::string usage_line(const Command& command) {
  std::string line = fmt::format("phoney {}", command.name);
  for (const ArgumentSpec& argument : command.arguments) {
    const std::string name = fmt::format("{}{}", argument.name, argument.repeated ? " ..." : "");
    line += argument.required ? " " + name : " [" + name + "]";
  }
  return line + " [options]";
}

std::string option_description(const OptionSpec& option) {
  if (option.fallback.empty()) return std::string(option.description);
  constexpr std::size_t kWidth = 61;  // what the longest option names leave of 100 columns
  const std::string fallback =
      option.production_fallback.empty()
          ? fmt::format("Default: {}.", option.fallback)
          : fmt::format("Default: {}; in prod {}.", option.fallback, option.production_fallback);
  const std::size_t last_line = option.description.size() - (option.description.rfind('\n') + 1);
  return fmt::format("{}{}{}", option.description, last_line + fallback.size() < kWidth ? ' ' : '\n', fallback);
}

std::string short_help(int descriptor) {
  std::string text =
      "Generate realistic fake data, with the same values as Python's Faker.\n\n"
      "Usage: phoney COMMAND [arguments] [options]\n";
  std::vector<Row> rows;
  for (const Command* command : all_commands()) rows.emplace_back(command->name, command->summary);
  rows.emplace_back(kHelpCommand.name, kHelpCommand.description);
  append_rows(text, descriptor, "Commands", rows);
  text += "\nSee `phoney COMMAND --help` for the options and examples of a command.\n";
  return text;
}

std::string full_help() {
  constexpr int descriptor = STDOUT_FILENO;
  std::string text = short_help(descriptor);
  append_examples(text, descriptor, kExamples);
  std::vector<Row> rows;
  for (const HelpEntry& variable : kColourVariables) rows.emplace_back(variable.name, variable.description);
  append_rows(text, descriptor, "Environment", rows);
  std::vector<std::string> codes;
  for (const HelpEntry& code : kExitCodes) codes.push_back(fmt::format("{} {}", code.name, code.description));
  fmt::format_to(std::back_inserter(text), "\nExit codes: {}.\n", fmt::join(codes, ", "));
  return text;
}

std::string command_help(const Command& command) {
  constexpr int descriptor = STDOUT_FILENO;
  std::string text = fmt::format("{}.\n\nUsage: {}\n", command.summary, usage_line(command));
  if (!command.details.empty()) fmt::format_to(std::back_inserter(text), "\n{}", command.details);
  std::vector<Row> arguments;
  for (const ArgumentSpec& argument : command.arguments) arguments.emplace_back(argument.name, argument.description);
  append_rows(text, descriptor, "Arguments", arguments);
  append_options(text, descriptor, command);
  append_examples(text, descriptor, command.examples);
  return text;
}

}  // namespace phoney::cli
