#include "templates/correction.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/trim.h"
#include "templates/foreign_numbers.h"
#include "templates/lexer.h"
#include "templates/loose_placeholder.h"
#include "templates/quoting.h"

namespace phoney::templates {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::size_t kLongest = 300;  // bytes of a placeholder that is looked at

using Argument = LoosePlaceholder::Argument;

// A value as a placeholder takes it: as written, or in quotes if it could not be read so. A tuple is a list.
std::string value_of(std::string_view item) {
  if (item.size() >= 2 && item.front() == '(' && item.back() == ')') {
    return '[' + std::string(item.substr(1, item.size() - 2)) + ']';
  }
  const bool is_whole = !item.empty() && std::string_view("'\"[{").find(item.front()) != std::string_view::npos;
  if (is_whole || (!item.empty() && item.find_first_of(" \t,;&{}[]'\"") == std::string_view::npos)) {
    return std::string(item);
  }
  return in_single_quotes(item);
}

std::string list_of(std::span<const std::string_view> items) {
  std::string list = "[";
  for (const std::string_view item : items) {
    if (list.size() > 1) list += ", ";
    list += value_of(item);
  }
  return list + ']';
}

enum class SeveralItems { as_list, as_text };

void append_parameter(std::string& out, std::string_view name, const std::string& value) {
  out += out.empty() ? "" : ",";
  out.append(name).append("=").append(value);
}

// The arguments as parameters, those without a name under the names in their places. Nothing if there are too many.
std::optional<std::string> parameters_of(const std::vector<Argument>& arguments, std::span<const ParameterSpec> known,
                                         SeveralItems several) {
  std::string parameters;
  std::size_t place = 0;
  for (const Argument& argument : arguments) {
    if (argument.name.empty() && place == known.size()) return std::nullopt;
    const std::string_view name = argument.name.empty() ? known[place++].name : std::string_view(argument.name);
    const auto items = split_value(argument.value);
    const bool is_list = items.size() > 1 && several == SeveralItems::as_list;
    append_parameter(parameters, name, is_list ? list_of(items) : value_of(argument.value));
  }
  return parameters;
}

// All arguments without names as one list: random_element:a,b.
std::optional<std::string> parameters_as_list(const std::vector<Argument>& arguments,
                                              std::span<const ParameterSpec> known) {
  if (known.empty() || arguments.size() < 2) return std::nullopt;
  std::vector<std::string_view> items;
  for (const Argument& argument : arguments) {
    if (!argument.name.empty()) return std::nullopt;
    items.emplace_back(argument.value);
  }
  std::string parameters;
  append_parameter(parameters, known.front().name, list_of(items));
  return parameters;
}

// "fake.first-name" as "first_name".
std::string as_path(std::string_view name) {
  std::string path(without_library(name));
  std::ranges::replace(path, '-', '_');
  return path;
}

// "Street Suffix" as "street_suffix"; empty if it is one word.
std::string joined_words(std::string_view name) {
  if (name.find(' ') == std::string_view::npos) return "";
  std::string joined(name);
  std::ranges::transform(joined, joined.begin(), [](char c) { return c == ' ' ? '_' : lower_ascii(c); });
  return joined;
}

class Corrector {
 public:
  Corrector(const Engine& engine, LocaleId locale, std::string_view inside)
      : engine_(engine), locale_(locale), read_(read_loosely(inside)) {}

  std::optional<Correction> run() {
    const std::string path = as_path(read_.name);
    const std::size_t point = path.rfind('.');
    const bool is_ours = engine_.find_generator(locale_, path.substr(point + 1)).has_value();
    // A name of ours is that, but `company.name` may be somebody else's for what is no `name` here.
    const bool is_certain = is_ours && point == std::string::npos;
    const ForeignName* foreign = is_certain ? nullptr : find_foreign_name(read_.name);
    if (foreign != nullptr) add_name(foreign->ours, foreign);
    if (is_ours) add_name(path, nullptr);
    if (const std::string words = joined_words(read_.name); !words.empty()) add_name(words, nullptr);
    return std::move(result_);
  }

 private:
  // The name with the arguments in each way in which they may be meant, and without.
  void add_name(std::string_view name, const ForeignName* foreign) {
    add_number(foreign);
    if (has_usable_arguments(foreign)) {
      const std::string_view generator = name.substr(0, name.find(':'));
      const auto known = parameters_known(generator.substr(generator.rfind('.') + 1));
      add(generator, parameters_of(read_.arguments, known, SeveralItems::as_list), foreign);
      add(generator, parameters_of(read_.arguments, known, SeveralItems::as_text), foreign);
      add(generator, parameters_as_list(read_.arguments, known), foreign);
    }
    // Without arguments that mean nothing here, it would not be what was meant.
    if (read_.arguments.empty() || foreign != nullptr) add(name, "", foreign);
  }

  // The one argument, if it is a number whose meaning is known.
  void add_number(const ForeignName* foreign) {
    if (foreign == nullptr || read_.arguments.size() != 1 || read_.is_list) return;
    const Argument& argument = read_.arguments.front();
    if (const auto inside = with_number(*foreign, argument.name, argument.value)) add(*inside, "", foreign);
  }

  // One argument without a name means something else in each project; a list does not.
  bool has_usable_arguments(const ForeignName* foreign) const {
    const auto& arguments = read_.arguments;
    if (foreign == nullptr || arguments.size() != 1 || !arguments.front().name.empty()) return !arguments.empty();
    return arguments.front().value.starts_with('[') || arguments.front().value.starts_with('(');
  }

  void add(std::string_view name, const std::optional<std::string>& parameters, const ForeignName* foreign) {
    if (!parameters || result_) return;
    std::string inside = read_.is_list ? fmt::format("[{}]", name) : std::string(name);
    if (!parameters->empty()) inside.append(":").append(*parameters);
    if (compiles(inside)) result_ = {std::move(inside), foreign};
  }

  bool compiles(const std::string& inside) const {
    const LexedString lexed = lex("{{" + inside + "}}");
    if (!lexed.errors.empty() || lexed.parts.size() != 1) return false;
    const auto* placeholder = std::get_if<PlaceholderText>(&lexed.parts.front());
    if (placeholder == nullptr) return false;
    const auto generator = engine_.find_generator(locale_, placeholder->generator);
    if (!generator) return false;
    Value::Object parameters;
    for (const auto& [name, value, column] : placeholder->parameters) {
      const bool is_own = name == "unique" || (placeholder->is_list && name == "count");
      if (!is_own) parameters.emplace_back(name, value);
    }
    return engine_.bind(locale_, *generator, parameters).has_value();
  }

  std::span<const ParameterSpec> parameters_known(std::string_view generator) const {
    const auto found = engine_.find_generator(locale_, generator);
    if (!found) return {};
    const GeneratorSpec* spec = engine_.registry().spec(engine_.catalogue().binding(locale_, *found));
    return spec == nullptr ? std::span<const ParameterSpec>() : spec->parameters();
  }

  const Engine& engine_;
  const LocaleId locale_;
  const LoosePlaceholder read_;
  std::optional<Correction> result_;
};

struct Unlike {
  std::string_view beginning;
  bool is_whole;  // it must be the whole
  std::string_view reason;
};

constexpr std::string_view kNoBlocks =
    "phoney has no blocks: write {{[name]:count=3}} for a list, and set the count for several records";
constexpr std::string_view kNoVariables = "placeholders cannot refer to other fields or to positions in a list";

constexpr Unlike kUnlike[] = {
    {"#", false, kNoBlocks},
    {"/", false, kNoBlocks},
    {"^", false, kNoBlocks},
    {"else", true, kNoBlocks},
    {"else ", false, kNoBlocks},
    {"@", false, kNoVariables},
    {"this", true, kNoVariables},
    {"..", false, kNoVariables},
    {">", false, "phoney has no partials: write the whole template in one place"},
    {"!", false, "phoney has no comments: remove this one"},
};

}  // namespace

std::string Correction::sentence() const {
  if (foreign == nullptr) return fmt::format("did you mean {{{{{}}}}}?", inside);
  return fmt::format("write {{{{{}}}}} instead of `{}` of {}", inside, foreign->name, foreign->project);
}

std::string_view inside_of(std::string_view text, std::size_t column) {
  const std::size_t begin = column + 2;
  std::size_t end = text.find("}}", begin);
  if (end == std::string_view::npos || end - begin > kLongest) return "";
  // The braces that close come last: {{{name}}}, {{random_int:{min:1}}}.
  while (end + 2 < text.size() && text[end + 2] == '}') ++end;
  return text.substr(begin, std::min(end - begin, kLongest));
}

std::string_view find_single_braces(std::string_view text) {
  const std::size_t open = text.find('{');
  if (open == std::string_view::npos) return "";
  const std::size_t close = text.find('}', open);
  if (close == std::string_view::npos || close - open > kLongest) return "";
  const bool has_sigil = open > 0 && (text[open - 1] == '#' || text[open - 1] == '$' || text[open - 1] == '%');
  const std::size_t begin = has_sigil ? open - 1 : open;
  return text.substr(begin, close + 1 - begin);
}

std::optional<Correction> correct(const Engine& engine, LocaleId locale, std::string_view inside) {
  if (inside.empty()) return std::nullopt;
  return Corrector(engine, locale, inside).run();
}

std::string_view why_not(std::string_view inside) {
  inside = trimmed(inside, kSpaces);
  const auto* found = std::ranges::find_if(kUnlike, [&](const Unlike& entry) {
    return entry.is_whole ? inside == entry.beginning : inside.starts_with(entry.beginning);
  });
  return found != std::end(kUnlike) ? found->reason : "";
}

}  // namespace phoney::templates
