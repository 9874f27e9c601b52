#include "cli/compile_columns.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cli/generator_parameters.h"
#include "cli/placeholder_command.h"
#include "templates/doubtful_values.h"

namespace phoney::cli {
namespace {

Result<BoundCall> bind(const Engine& engine, LocaleId locale, const Column& column) {
  const auto generator = engine.find_generator(locale, column.generator);
  if (!generator) return generator.error();
  return engine.bind(locale, *generator, column.parameters);
}

// The columns as members of an object, or one generator's values alone.
class ProgramMaker {
 public:
  ProgramMaker(LocaleId locale, bool as_members) : as_members_(as_members) {
    program_.locale = locale;
    if (as_members_) program_.nodes.push_back({Node::Type::begin_object, "", 0});
  }

  void add(const Column& column, BoundCall call) {
    Placeholder placeholder;
    placeholder.unique_key = unique_key(column, call.generator);
    placeholder.call = std::move(call);
    placeholder.field = name_of(column);
    placeholder.generator = column.generator;
    if (as_members_) program_.nodes.push_back({Node::Type::key, placeholder.field, 0});
    program_.nodes.push_back({Node::Type::value, "", program_.placeholders.size()});
    program_.placeholders.push_back(std::move(placeholder));
  }

  Program finish() {
    if (as_members_) program_.nodes.push_back({Node::Type::end_object, "", 0});
    program_.unique_keys = unique_keys_.size();
    return std::move(program_);
  }

 private:
  // Columns of the same generator and parameters share their set of values seen.
  std::size_t unique_key(const Column& column, GeneratorId generator) {
    Value::Object parameters = column.parameters;
    std::ranges::sort(parameters, {}, &Value::Object::value_type::first);
    std::string key = std::to_string(generator) + Value::object(std::move(parameters)).to_json();
    return unique_keys_.try_emplace(std::move(key), unique_keys_.size()).first->second;
  }

  // A second column of the same generator is `name_2`, as in CSV.
  std::string name_of(const Column& column) {
    const std::size_t number = ++uses_[column.generator];
    return number == 1 ? column.generator : fmt::format("{}_{}", column.generator, number);
  }

  bool as_members_;
  Program program_;
  std::map<std::string, std::size_t> unique_keys_;
  std::map<std::string, std::size_t> uses_;
};

// Whether the word is a parameter without a value, as in `random_int min`.
bool is_parameter_of(const Engine& engine, LocaleId locale, const Column& column, std::string_view word) {
  return find_parameter(parameters_of(engine, locale, column.generator), word) != nullptr;
}

// Adds to an error which column it is about.
Error explained(const Engine& engine, LocaleId locale, Error error, const std::vector<Column>& columns,
                std::size_t index) {
  const std::string& name = columns[index].generator;
  if (error.code == ErrorCode::unknown_generator && index > 0 &&
      is_parameter_of(engine, locale, columns[index - 1], name)) {
    return make_error(ErrorCode::usage, fmt::format("`{0}` is a parameter of `{1}` and needs a value: {0}=VALUE", name,
                                                    columns[index - 1].generator));
  }
  if (columns.size() > 1 && error.code == ErrorCode::invalid_argument)
    error.message = fmt::format("`{}`: {}", name, error.message);
  return error;
}

}  // namespace

Result<Program> compile_columns(const Engine& engine, LocaleId locale, const std::vector<Column>& columns,
                                bool as_members) {
  ProgramMaker maker(locale, as_members);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto call = bind(engine, locale, columns[i]);
    if (!call) return explained(engine, locale, call.error(), columns, i);
    maker.add(columns[i], std::move(*call));
  }
  return maker.finish();
}

std::vector<std::string> explain_doubtful_columns(const Engine& engine, LocaleId locale,
                                                  const std::vector<Column>& columns) {
  std::vector<std::string> sentences;
  for (const Column& column : columns) {
    const auto generator = engine.find_generator(locale, column.generator);
    if (!generator) continue;
    for (std::string& doubt :
         templates::explain_doubtful(engine, locale, *generator, column.parameters, written_parameter_word)) {
      sentences.push_back(columns.size() > 1 ? fmt::format("`{}`: {}", column.generator, doubt) : std::move(doubt));
    }
  }
  return sentences;
}

}  // namespace phoney::cli
