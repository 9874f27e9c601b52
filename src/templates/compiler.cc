#include "templates/compiler.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/near.h"
#include "engine/topics.h"
#include "templates/correction.h"
#include "templates/doubtful_values.h"
#include "templates/field_path.h"
#include "templates/field_references.h"
#include "templates/lexer.h"
#include "templates/loose_placeholder.h"

namespace phoney::templates {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

// The string and a caret under its byte `column`; long strings are cut around it, between characters, with an ellipsis
// in the place of what is missing.
std::string context_line(std::string_view text, std::size_t column) {
  constexpr std::size_t kBefore = 40;
  constexpr std::size_t kWidth = 76;
  std::size_t start = column > kBefore ? column - kBefore : 0;
  std::size_t end = std::min(text.size(), start + kWidth);
  while (start > 0 && is_continuation(text[start])) --start;
  while (end < text.size() && is_continuation(text[end])) ++end;
  constexpr std::string_view kEllipsis = "…";
  std::string line(text.substr(start, end - start));
  std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  const std::size_t before = count_characters(text.substr(start, column - start)) + (start > 0 ? 1 : 0);
  if (start > 0) line.insert(0, kEllipsis);
  if (end < text.size()) line += kEllipsis;
  return line + '\n' + std::string(before, ' ') + '^';
}

constexpr std::size_t kQuoted = 60;  // bytes of a name or a key in a message

// Parameters that no generator of this name has, and what to write instead.
struct MisplacedParameter {
  std::string_view name;
  std::string_view hint;
};
constexpr MisplacedParameter kMisplacedParameters[] = {
    {"count", "write a list as {{[name]:count=3}}"},
    {"weights", "give each value its weight: elements={a: 1, b: 2}"},
    {"locale", "set one locale for the whole template: --locale, or \"locale\" in a request"},
    {"seed", "set one seed for the whole template: --seed, or \"seed\" in a request"},
    {"now", "set one time for the whole template: --now, or \"now\" in a request"},
};

// How many nodes a value becomes, as far as `depth` levels down, if no string of it has several parts.
std::size_t count_nodes(const Value& value, std::size_t depth) {
  if (depth == 0 || (!value.is_object() && !value.is_list())) return 1;
  std::size_t count = 2 + value.as_object().size();
  for (const auto& [key, member] : value.as_object()) count += count_nodes(member, depth - 1);
  for (const Value& item : value.as_list()) count += count_nodes(item, depth - 1);
  return count;
}

class TemplateCompiler {
 public:
  TemplateCompiler(const Engine& engine, LocaleId locale, const Limits& limits, WorkLimit& work)
      : engine_(engine), limits_(limits), work_(work) {
    result_.program.locale = locale;
  }

  Compiled run(const Value& source, std::uint64_t records) {
    // A program that grows takes three times its memory for a moment, which a caller can make large.
    result_.program.nodes.reserve(count_nodes(source, limits_.max_depth));
    visit(source, 0);
    if (!work_.allows(0)) {
      result_.whole = false;
      result_.errors.insert(result_.errors.begin(), work_.error());
    }
    const Program& program = result_.program;
    if (result_.whole) tell_references(source);
    if (result_.ok() && program.placeholders.empty()) fail_empty();
    if (result_.ok() && program.values_per_record() > limits_.max_values / std::max<std::uint64_t>(records, 1)) {
      fail(ErrorCode::capacity_exceeded,
           fmt::format("{} records of {} values exceed the limit of {} values; ask for fewer records or shorter lists",
                       records, program.values_per_record(), limits_.max_values),
           "");
    }
    return std::move(result_);
  }

 private:
  void add(Node::Type type, std::string text = {}, std::size_t placeholder = 0) {
    result_.program.nodes.push_back({type, std::move(text), placeholder});
  }

  void fail(ErrorCode code, std::string message, std::string field, std::string context = {},
            std::vector<std::string> suggestions = {}) {
    if (result_.errors.size() == kMaxErrors) return;
    result_.errors.push_back(
        {code, std::move(message), std::move(field), std::move(suggestions), std::move(context), {}});
  }

  void warn(std::string_view field, std::string message) {
    if (result_.warnings.size() < kMaxWarnings) result_.warnings.push_back({std::string(field), std::move(message)});
  }

  void fail_empty() {
    std::string hint = "add one to a string, such as {{name}}";
    if (has_placeholder_in_key_) {
      hint = "placeholders in keys are not replaced; " + hint;
    } else if (!single_braces_.empty()) {
      const std::string_view inside = std::string_view(single_braces_).substr(single_braces_.find('{') + 1);
      const auto correction = correct(engine_, result_.program.locale, inside.substr(0, inside.size() - 1));
      if (correction) hint = fmt::format("write {{{{{}}}}} instead of `{}`", correction->inside, single_braces_);
    }
    fail(ErrorCode::invalid_template, "the template has no placeholder; " + hint, "");
  }

  // Every placeholder keeps its path, so paths are bounded: else a small template with one long key takes gigabytes.
  void fail_path() {
    result_.whole = false;
    if (!std::exchange(long_path_, true)) {
      fail(ErrorCode::invalid_template,
           fmt::format("the path of a field is longer than {} bytes; use shorter keys", kMaxPath), path_.text());
    }
  }

  // Whether to go on, which stands for so many steps of work. More than kMaxErrors do not help anybody.
  bool goes_on(std::uint64_t steps) {
    if (result_.errors.size() < kMaxErrors && work_.allows(0, steps)) return true;
    result_.whole = false;
    return false;
  }

  void visit(const Value& value, std::size_t depth) {
    if (!goes_on(1)) return;
    if (depth > limits_.max_depth) {
      result_.whole = false;
      if (!std::exchange(too_deep_, true)) {
        fail(ErrorCode::invalid_template,
             fmt::format("the template is nested more than {} levels deep", limits_.max_depth), path_.text());
      }
      return;
    }
    switch (value.type()) {
      case Value::Type::object:
        check_keys(value.as_object());
        add(Node::Type::begin_object);
        for (const auto& [key, member] : value.as_object()) {
          if (path_.size() + key.size() > kMaxPath) return fail_path();
          add(Node::Type::key, key);
          const auto step = path_.member(key);
          check_key(key);
          visit(member, depth + 1);
        }
        add(Node::Type::end_object);
        break;
      case Value::Type::list: {
        add(Node::Type::begin_list);
        std::size_t index = 0;
        for (const Value& item : value.as_list()) {
          const auto step = path_.element(index++);
          visit(item, depth + 1);
        }
        add(Node::Type::end_list);
        break;
      }
      case Value::Type::text:
        visit_text(value.as_text());
        break;
      default:
        add(Node::Type::literal, value.to_json());
    }
  }

  // Readers of JSON interpret records with a duplicate key differently.
  // Keys are compared, not hashed: a caller can choose keys that a hash table is slow for.
  void check_keys(const Value::Object& object) {
    std::set<std::string_view> keys;
    for (const auto& [key, member] : object) {
      if (keys.insert(key).second) continue;
      const auto step = path_.member(key);
      fail(ErrorCode::invalid_template, "this key is a duplicate; give each key of an object once", path_.text());
    }
  }

  void check_key(std::string_view key) {
    const std::size_t open = key.find("{{");
    if (open == std::string_view::npos || key.find("}}", open) == std::string_view::npos) return;
    has_placeholder_in_key_ = true;
    warn(path_.text(),
         fmt::format("placeholders in keys are not replaced: the key stays `{}`", shortened(key, kQuoted)));
  }

  void visit_text(const std::string& text) {
    LexedString lexed = lex(text, work_);
    for (const SyntaxError& syntax : lexed.errors) {
      if (result_.errors.size() == kMaxErrors) break;
      Error error = make_error(ErrorCode::invalid_template, syntax.message);
      const bool has_hint = add_hint(error, inside_of(text, syntax.placeholder));
      if (!has_hint && !syntax.hint.empty()) error.message.append("; ").append(syntax.hint);
      fail_at(error, syntax.column, text);
    }
    const bool has_placeholder = std::ranges::any_of(
        lexed.parts, [](const Part& part) { return std::holds_alternative<PlaceholderText>(part); });
    if (!has_placeholder && single_braces_.empty()) single_braces_ = find_single_braces(text);
    const bool mixed = has_placeholder && lexed.parts.size() > 1;
    if (mixed) add(Node::Type::begin_mixed);
    if (lexed.parts.empty()) add(Node::Type::text);
    for (Part& part : lexed.parts) {
      if (auto* plain = std::get_if<std::string>(&part)) {
        add(Node::Type::text, std::move(*plain));
      } else {
        if (!goes_on(kPlaceholderSteps)) break;
        visit_placeholder(std::get<PlaceholderText>(part), text);
      }
    }
    if (mixed) add(Node::Type::end_mixed);
  }

  // Takes the parameters' values from `source`.
  void visit_placeholder(PlaceholderText& source, const std::string& text) {
    Program& program = result_.program;
    if (program.placeholders.size() >= limits_.max_placeholders) {
      result_.whole = false;
      if (program.placeholders.size() == limits_.max_placeholders && !too_many_) {
        fail(ErrorCode::capacity_exceeded,
             fmt::format("the template has more than {} placeholders", limits_.max_placeholders), path_.text());
      }
      too_many_ = true;
      return;
    }
    Placeholder placeholder;
    placeholder.field = path_.text();
    placeholder.generator = source.generator;
    if (source.is_list) placeholder.count = 1;
    const auto id = engine_.find_generator(program.locale, source.generator);
    if (!id) return fail_unknown(id.error(), source, text);
    Value::Object parameters;
    bool good = true;
    OwnParameters own;
    for (auto& parameter : source.parameters) {
      good = take_parameter(parameter, *id, source, text, own, placeholder, parameters) && good;
    }
    auto bound = engine_.bind(program.locale, *id, parameters);
    if (!bound) return fail_bound(bound.error(), source, text);
    if (!good) return;
    if (!source.path.empty()) check_path(source, *id);
    for (std::string& doubt : explain_doubtful(engine_, program.locale, *id, parameters))
      warn(path_.text(), std::move(doubt));
    placeholder.call = std::move(*bound);
    std::ranges::sort(parameters, {}, &Value::Object::value_type::first);  // in another order they are the same call
    std::string key = std::to_string(*id);
    if (!parameters.empty()) key += Value::object(std::move(parameters)).to_json();
    placeholder.unique_key = unique_keys_.try_emplace(std::move(key), unique_keys_.size()).first->second;
    program.unique_keys = unique_keys_.size();
    add(Node::Type::value, {}, program.placeholders.size());
    program.placeholders.push_back(std::move(placeholder));
  }

  // Which of its own parameters a placeholder has had.
  struct OwnParameters {
    bool unique = false;
    bool count = false;
  };

  // `unique`, and a list's `count`, are the placeholder's own; the others go to the generator.
  bool take_parameter(PlaceholderText::Parameter& parameter, GeneratorId generator, const PlaceholderText& source,
                      const std::string& text, OwnParameters& own, Placeholder& placeholder,
                      Value::Object& parameters) {
    const auto wrong = [&](std::string message) {
      fail_at(make_error(ErrorCode::invalid_argument, std::move(message)), parameter.column, text, source.generator);
      return false;
    };
    const bool is_unique = parameter.name == "unique" && !generator_takes(generator, "unique");
    const bool is_count = source.is_list && parameter.name == "count";
    if ((is_unique && std::exchange(own.unique, true)) || (is_count && std::exchange(own.count, true))) {
      return wrong(fmt::format("`{}` is given twice; give it once", parameter.name));
    }
    if (is_unique) {
      if (parameter.value.type() != Value::Type::boolean) return wrong("`unique` takes true or false");
      placeholder.unique = parameter.value.as_boolean();
      return true;
    }
    if (is_count) {
      if (!parameter.value.fits_int64() || parameter.value.as_integer() < 0 ||
          parameter.value.as_integer() > limits_.max_list) {
        return wrong(
            fmt::format("`count` takes an integer from 0 to {}, not {}", limits_.max_list, parameter.value.to_json()));
      }
      placeholder.count = parameter.value.as_integer();
      return true;
    }
    parameters.emplace_back(parameter.name, std::move(parameter.value));
    return true;
  }

  // Whether the generator itself has a parameter of that name, as `words` has `unique`.
  bool generator_takes(GeneratorId generator, std::string_view parameter) const {
    const GeneratorSpec* spec = engine_.registry().spec(engine_.catalogue().binding(result_.program.locale, generator));
    return spec != nullptr &&
           std::ranges::find(spec->parameters(), parameter, &ParameterSpec::name) != spec->parameters().end();
  }

  // Says in an error what was meant, if that can be known. Whether it can.
  bool add_hint(Error& error, std::string_view inside) const {
    std::string reason(why_not(inside));
    if (reason.empty()) reason = why_no_locale(inside);
    if (!reason.empty()) {
      error.message.append("; ").append(reason);
      return true;
    }
    const auto correction = correct(engine_, result_.program.locale, inside);
    if (!correction) return add_advice_on_words(error, inside);
    error.message += "; " + correction->sentence();
    error.suggestions = {correction->inside};
    return true;
  }

  // Of several words, such as {{Row Number}}, what is to be said about one name: {{row_number}}.
  bool add_advice_on_words(Error& error, std::string_view inside) const {
    const std::string name = read_loosely(inside).name;
    const Topic* topic = name.find(' ') == std::string::npos ? nullptr : find_topic(name);
    if (topic == nullptr) return false;
    const auto unknown = engine_.find_generator(result_.program.locale, name);
    if (!unknown) error.suggestions = unknown.error().suggestions;
    const std::string advice = topic->advice.empty() ? did_you_mean(error.suggestions) : std::string(topic->advice);
    error.message.append("; ").append(advice);
    return true;
  }

  void fail_unknown(const Error& unknown, const PlaceholderText& source, const std::string& text) {
    if (result_.errors.size() == kMaxErrors) return;
    Error error = make_error(ErrorCode::unknown_generator,
                             fmt::format("there is no generator `{}`", shortened(source.generator, kQuoted)));
    const bool has_hint = add_hint(error, inside_of(text, source.column));
    fail_at(has_hint ? error : unknown, source.generator_column, text, source.generator);
    if (!has_hint) note_reference(source, true);
  }

  void fail_bound(Error error, const PlaceholderText& source, const std::string& text) {
    if (result_.errors.size() == kMaxErrors) return;
    const std::string_view inside = inside_of(text, source.column);
    const auto* misplaced = std::ranges::find(kMisplacedParameters, error.field, &MisplacedParameter::name);
    if (error.code == ErrorCode::unknown_parameter && misplaced != std::end(kMisplacedParameters)) {
      error.message.append("; ").append(misplaced->hint);
      error.suggestions.clear();
    } else if (inside.find_first_of(";&") != std::string_view::npos) {
      add_hint(error, inside);
    }
    fail_at(error, error_column(error, source), text, source.generator);
  }

  // Names before the generator are the template's own, but may have been meant as something.
  void check_path(const PlaceholderText& source, GeneratorId generator) {
    note_reference(source, false);
    const LocaleId locale = result_.program.locale;
    const std::string_view first = std::string_view(source.path).substr(0, source.path.find('.'));
    if (is_locale(first) && first != engine_.catalogue().locale_name(locale)) {
      return warn(path_.text(),
                  fmt::format("{{{{{}}}}} draws a value in locale {}: names in placeholders do not select a locale; {}",
                              source.path, engine_.catalogue().locale_name(locale), how_to_choose(first)));
    }
    const ForeignName* foreign = find_foreign_name(source.path);
    if (foreign == nullptr) return;
    const auto meant = engine_.find_generator(locale, foreign->ours.substr(0, foreign->ours.find(':')));
    if (!meant || *meant == generator) return;
    warn(path_.text(),
         fmt::format("{{{{{}}}}} draws a value of `{}`; {}", source.path, engine_.catalogue().generator_name(generator),
                     Correction{std::string(foreign->ours), foreign}.sentence()));
  }

  static std::string how_to_choose(std::string_view locale) {
    return fmt::format("set one for the whole template: --locale {0}, or \"locale\": \"{0}\" in a request", locale);
  }

  // Of a placeholder that begins with a locale's name, as {{ja-JP.name}} and {{ja_JP}}, why that chooses none.
  std::string why_no_locale(std::string_view inside) const {
    std::string name(inside.substr(0, inside.find_first_of(". :(")));
    std::ranges::replace(name, '-', '_');
    return is_locale(name) ? "names in placeholders do not select a locale; " + how_to_choose(name) : "";
  }

  bool is_locale(std::string_view name) const {
    const Catalogue& catalogue = engine_.catalogue();
    for (LocaleId id = 0; id < catalogue.locale_count(); ++id) {
      if (catalogue.locale_name(id) == name) return true;
    }
    return false;
  }

  // A name that may have been meant as a field of the template, with the error that was told for it, if one was.
  struct Mention {
    std::string name;
    std::string field;
    std::optional<std::size_t> error;
  };

  void note_reference(const PlaceholderText& source, bool is_error) {
    std::string_view name = source.path.empty() ? source.generator : source.path;
    if (name.starts_with("this.")) name.remove_prefix(5);  // in Handlebars, the value that a block is about
    if (name.size() > kMaxPath || !references_.add(name, path_.text(), mentions_.size())) return;
    const auto error = is_error ? std::optional(result_.errors.size() - 1) : std::nullopt;
    mentions_.push_back({std::string(name), path_.text(), error});
  }

  void tell_references(const Value& source) {
    for (const std::size_t found : references_.find_in(source, work_)) {
      const Mention& mention = mentions_[found];
      if (!mention.error) {
        warn(mention.field, fmt::format("`{}` is a field of this template, but the placeholder draws a new value: "
                                        "placeholders cannot refer to fields",
                                        mention.name));
        continue;
      }
      Error& error = result_.errors[*mention.error];
      const std::string column = error.message.substr(error.message.rfind(" (column "));
      error.message = fmt::format(
          "there is no generator `{}`; `{}` is a field of this template, but placeholders cannot refer to fields{}",
          shortened(error.generator, kQuoted), shortened(mention.name, kQuoted), column);
      error.suggestions.clear();
    }
  }

  static std::size_t error_column(const Error& error, const PlaceholderText& source) {
    for (const auto& parameter : source.parameters) {
      if (parameter.name == error.field) return parameter.column;
    }
    return source.generator_column;
  }

  // An error at a byte of the text; people count its columns in characters, from 1.
  void fail_at(const Error& error, std::size_t column, const std::string& text, const std::string& generator = {}) {
    if (result_.errors.size() == kMaxErrors) return;
    const std::size_t place = count_characters(std::string_view(text).substr(0, column)) + 1;
    Error placed = error;
    placed.message = fmt::format("{} (column {})", error.message, place);
    placed.field = path_.text();
    placed.context = context_line(text, column);
    placed.generator = generator;
    result_.errors.push_back(std::move(placed));
  }

  static constexpr std::size_t kMaxErrors = 50;

  // A name that nobody knows is compared with hundreds, and a number of thousands of digits is read: so the clock is
  // looked at for each placeholder.
  static constexpr std::uint64_t kPlaceholderSteps = 16;

  // Bytes of the longest field path.
  static constexpr std::size_t kMaxPath = 2000;

  const Engine& engine_;
  const Limits& limits_;
  WorkLimit& work_;
  FieldPath path_;  // of the value that is visited
  Compiled result_;
  std::map<std::string, std::size_t> unique_keys_;  // not hashed: see check_keys
  FieldReferences references_;
  std::vector<Mention> mentions_;
  std::string single_braces_;  // the first placeholder in the notation of other tools
  bool has_placeholder_in_key_ = false;
  bool too_deep_ = false;
  bool long_path_ = false;
  bool too_many_ = false;
};

}  // namespace

Compiled compile(const Engine& engine, LocaleId locale, const Value& source, std::uint64_t records,
                 const Limits& limits, WorkLimit& work) {
  return TemplateCompiler(engine, locale, limits, work).run(source, records);
}

Compiled compile(const Engine& engine, LocaleId locale, const Value& source, std::uint64_t records,
                 const Limits& limits) {
  WorkLimit work;
  return compile(engine, locale, source, records, limits, work);
}

}  // namespace phoney::templates
