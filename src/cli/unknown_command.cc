#include "cli/unknown_command.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/near.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/shell_word.h"

namespace phoney::cli {
namespace {

constexpr std::size_t kQuoted = 60;  // bytes of a word in the message

// What people call commands, where the spelling does not say which.
struct Synonym {
  std::string_view word;
  std::string_view command;
};
constexpr Synonym kSynonyms[] = {
    {"template", "generate"}, {"templates", "generate"}, {"records", "generate"},
    {"make", "generate"},     {"value", "fake"},         {"list", "generators"},
    {"ls", "generators"},     {"search", "generators"},  {"check", "validate"},
    {"lint", "validate"},     {"start", "serve"},        {"api", "serve"},
    {"settings", "config"},   {"languages", "locales"},  {"password", "hash-password"},
};

bool is_template(std::string_view word) {
  return word.starts_with('{') || word.starts_with('[') || word.find("{{") != std::string_view::npos;
}

bool is_name_of_template(std::string_view word) {
  constexpr std::string_view kSuffix = ".json";
  return word.size() > kSuffix.size() &&
         std::ranges::equal(word.substr(word.size() - kSuffix.size()), kSuffix, {}, lower_ascii);
}

std::string hint_at_command(const Engine& engine, const std::string& word) {
  if (is_template(word) || is_name_of_template(word)) {
    const std::string argument = word.size() <= kQuoted ? shell_word(word) : "TEMPLATE";
    return fmt::format("did you mean `phoney generate {}`?", argument);
  }
  const auto* synonym = std::ranges::find(kSynonyms, word, &Synonym::word);
  if (synonym != std::end(kSynonyms)) return did_you_mean(std::vector{std::string(synonym->command)});
  std::vector<std::string_view> names;
  for (const Command* command : all_commands()) names.push_back(command->name);
  names.push_back(kHelpCommand.name);
  std::string hint = did_you_mean(near_names(word, names));
  if (hint.empty() && engine.find_generator(word)) hint = fmt::format("did you mean `phoney fake {}`?", word);
  return hint;
}

}  // namespace

Error unknown_command(const Engine& engine, const std::string& word) {
  if (word.starts_with('-')) {
    return make_error(ErrorCode::usage,
                      fmt::format("`phoney` has no option `{}`; options follow the command\nTry: phoney --help", word));
  }
  const std::string hint = hint_at_command(engine, word);
  return make_error(ErrorCode::usage, fmt::format("there is no command `{}`{}{}\nTry: phoney --help",
                                                  shortened(word, kQuoted), hint.empty() ? "" : "; ", hint));
}

}  // namespace phoney::cli
