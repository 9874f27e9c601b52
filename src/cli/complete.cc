#include "cli/complete.h"

#include <algorithm>

#include "cli/columns.h"
#include "cli/command.h"
#include "cli/generator_parameters.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/parser.h"
#include "formats/format.h"
#include "locale/default_locale.h"

namespace phoney::cli {
namespace {

class Completer {
 public:
  Completer(const Engine& engine, std::span<const std::string> words)
      : engine_(engine), words_(words), current_(words.back()) {}

  std::string run() {
    if (words_.size() == 1) {
      add_commands();
      add(kHelpCommand.name, kHelpCommand.description);
      return std::move(result_);
    }
    command_ = find_command(words_[0]);
    if (command_ == nullptr) {
      if (words_[0] == kHelpCommand.name && words_.size() == 2) add_commands();
      return std::move(result_);
    }
    complete_word();
    return std::move(result_);
  }

 private:
  void add(std::string_view candidate, std::string_view description = {}) {
    if (!candidate.starts_with(current_)) return;
    result_ += candidate;
    if (!description.empty()) (result_ += '\t') += description.substr(0, description.find('\n'));
    result_ += '\n';
  }

  void add_commands() {
    for (const Command* command : all_commands()) add(command->name, command->summary);
  }

  const OptionSpec* find_option(std::string_view word) const {
    for (const OptionSpec& option : command_->options) {
      if (option.name == word || (word.size() == 2 && word[0] == '-' && option.letter == word[1])) return &option;
    }
    return nullptr;
  }

  // Reads the words before the cursor as the parser does, then completes the last.
  void complete_word() {
    const OptionSpec* waiting = nullptr;  // an option without its value
    for (const std::string& word : words_.subspan(1, words_.size() - 2)) {
      if (waiting != nullptr) {
        take_value(*waiting, word);
        waiting = nullptr;
      } else if (word.starts_with('-') && word.size() > 1) {
        const std::size_t equals = word.find('=');
        const OptionSpec* option = find_option(std::string_view(word).substr(0, equals));
        if (option == nullptr || option->value.empty()) continue;
        if (equals == std::string::npos) {
          waiting = option;
        } else {
          take_value(*option, std::string_view(word).substr(equals + 1));
        }
      } else {
        arguments_.push_back(word);
      }
    }
    if (waiting != nullptr) return add_option_values(*waiting, "");
    if (!current_.starts_with('-')) return complete_argument();
    const std::size_t equals = current_.find('=');
    if (equals == std::string_view::npos) return add_options();
    const OptionSpec* option = find_option(current_.substr(0, equals));
    if (option != nullptr) add_option_values(*option, current_.substr(0, equals + 1));
  }

  void take_value(const OptionSpec& option, std::string_view value) {
    if (option.completes != Completes::locale) return;
    if (const auto locale = engine_.catalogue().find_locale(value)) locale_ = *locale;
  }

  void add_options() {
    for (const OptionSpec& option : command_->options) add(option.name, option.description);
    add(help_option.name, help_option.description);
  }

  void complete_argument() {
    const auto wanted = command_->arguments;
    if (arguments_.size() < wanted.size()) {
      add_values(wanted[arguments_.size()].completes, "");
    } else if (!wanted.empty() && wanted.back().repeated) {
      add_values(wanted.back().completes, "");
    }
  }

  void add_option_values(const OptionSpec& option, std::string_view prefix) {
    for (const std::string_view choice : option.choices) add(std::string(prefix).append(choice));
    add_values(option.completes, prefix);
  }

  void add_values(Completes kind, std::string_view prefix) {
    const auto add_value = [&](std::string_view value, std::string_view description = {}) {
      add(std::string(prefix).append(value), description);
    };
    const Catalogue& catalogue = engine_.catalogue();
    switch (kind) {
      case Completes::nothing:
        break;
      case Completes::file:
        result_ += ":file\n";
        break;
      case Completes::generator:
        add_generators();
        break;
      case Completes::parameter:
        add_parameters();
        add_generators();
        break;
      case Completes::provider:
        for (std::uint32_t id = 0; id < catalogue.provider_count(); ++id) add_value(catalogue.provider_name(id));
        break;
      case Completes::locale:
        for (LocaleId id = 0; id < catalogue.locale_count(); ++id) add_value(catalogue.locale_name(id));
        break;
      case Completes::format:
        for (const FormatSpec& format : formats()) {
          add_value(format.name, format.description);
          for (const std::string_view alias : format.aliases) add_value(alias, format.description);
        }
        break;
      case Completes::shell:
        for (const std::string_view shell : {"bash", "zsh", "fish"}) add_value(shell);
        break;
    }
  }

  LocaleId locale() const {
    if (locale_) return *locale_;
    const auto usual = engine_.catalogue().find_locale(kDefaultLocale);
    return usual ? *usual : 0;
  }

  void add_generators() {
    const Catalogue& catalogue = engine_.catalogue();
    for (GeneratorId id = 0; id < catalogue.generator_count(); ++id) {
      if (catalogue.binding(locale(), id).tag() == blob::BindingTag::none) continue;
      add(catalogue.generator_name(id), catalogue.generator_description(id));
    }
  }

  // The parameters of the last generator before the cursor.
  void add_parameters() {
    const auto last = std::find_if_not(arguments_.rbegin(), arguments_.rend(), is_parameter);
    if (last == arguments_.rend()) return;
    for (const ParameterSpec& parameter : parameters_of(engine_, locale(), *last)) {
      const std::string name = std::string(parameter.name) + '=';
      if (!current_.starts_with(name)) {
        add(name, parameter.description);
        continue;
      }
      if (parameter.type == "boolean") {
        for (const std::string_view value : {"true", "false"}) add(name + std::string(value));
      }
      for (const std::string_view choice : parameter.choices) add(name + std::string(choice));
    }
  }

  const Engine& engine_;
  std::span<const std::string> words_;
  std::string_view current_;
  const Command* command_ = nullptr;
  std::vector<std::string> arguments_;
  std::optional<LocaleId> locale_;
  std::string result_;
};

}  // namespace

std::string complete(const Engine& engine, std::span<const std::string> words) {
  if (words.empty()) return "";
  return Completer(engine, words).run();
}

}  // namespace phoney::cli
