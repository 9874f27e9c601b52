// `phoney fake`: prints values of generators, one per line or in columns.

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output_file.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/write_records.h"
#include "templates/lexer.h"

namespace phoney::cli {
namespace {

// A generator on the command line, with its parameters.
struct Column {
  std::string generator;
  Value::Object parameters;
};

Result<Column> read_parameter(Column column, std::string_view word, std::size_t equals) {
  if (equals == 0)
    return make_error(ErrorCode::usage, fmt::format("a parameter is written NAME=VALUE, not `{}`", word));
  const std::string_view written = word.substr(equals + 1);
  Value value = templates::parse_parameter(written);
  if (written.starts_with('[') && !value.is_list()) {
    return make_error(ErrorCode::usage, fmt::format("the list in `{}` has no closing ]; put a text in quotes", word));
  }
  column.parameters.emplace_back(word.substr(0, equals), std::move(value));
  return column;
}

// Whether a parameter can have that name. `random_int:min` is not a name but the beginning of a placeholder.
bool is_name(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c == '_' || std::isalnum(c) != 0; });
}

// A word NAME=VALUE is a parameter of the generator before it; any other word is a generator.
Result<std::vector<Column>> read_columns(const Invocation& invocation) {
  std::vector<Column> columns;
  for (const std::string_view word : invocation.arguments) {
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || !is_name(word.substr(0, equals))) {
      columns.push_back({std::string(word), {}});
      continue;
    }
    if (columns.empty()) {
      return make_error(
          ErrorCode::usage,
          fmt::format("`{}` is a parameter; write it after its generator: phoney fake GENERATOR {}", word, word));
    }
    auto column = read_parameter(std::move(columns.back()), word, equals);
    if (!column) return column.error();
    columns.back() = std::move(*column);
  }
  return columns;
}

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

// Whether the word is a parameter without a value, as in `random_int min 1`.
bool is_parameter_of(const Engine& engine, LocaleId locale, const Column& column, std::string_view word) {
  const auto generator = engine.find_generator(locale, column.generator);
  if (!generator) return false;
  const GeneratorSpec* spec = engine.registry().spec(engine.catalogue().binding(locale, *generator));
  return spec != nullptr &&
         std::ranges::find(spec->parameters(), word, &ParameterSpec::name) != spec->parameters().end();
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

Result<Program> compile(const Engine& engine, LocaleId locale, const std::vector<Column>& columns, bool as_members) {
  ProgramMaker maker(locale, as_members);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto call = bind(engine, locale, columns[i]);
    if (!call) return explained(engine, locale, call.error(), columns, i);
    maker.add(columns[i], std::move(*call));
  }
  return maker.finish();
}

// How the values are written, and where.
Result<OutputFile> read_output(const Invocation& invocation) {
  const bool as_json = invocation.has("--json");
  if (as_json && invocation.has(kFormatOption.name))
    return make_error(ErrorCode::usage, "`--json` is short for `--format ndjson`; give one of the two");
  auto file = read_output_file(invocation, Format::text);
  if (file && as_json) file->format = Format::ndjson;
  return file;
}

// How `text` writes several columns.
CsvOptions tab_separated() {
  CsvOptions options;
  options.delimiter = "\t";
  options.header = false;
  options.line_end = "\n";
  return options;
}

int run_fake(const Engine& engine, const Invocation& invocation) {
  auto making = read_making(engine, invocation);
  if (!making) return report(making.error());
  const auto file = read_output(invocation);
  if (!file) return report(file.error());
  auto options = read_format_options(invocation, file->format);
  if (!options) return report(options.error());
  const auto columns = read_columns(invocation);
  if (!columns) return report(columns.error());
  const bool several = columns->size() > 1;
  const auto program =
      compile(engine, making->locale, *columns, /*as_members=*/several || spec_of(file->format).has_columns);
  if (!program) return report(program.error());
  Format format = file->format;
  if (several && format == Format::text) {
    format = Format::csv;
    options->csv = tab_separated();
  }
  auto sink = Sink::open(file->path, file->coding);
  if (!sink) return report(sink.error());
  const RecordJob job = make_job(invocation, std::move(*making), format, std::move(*options));
  const auto written = write_records(engine, *program, job, std::move(*sink));
  return written ? kDone : report(written.error());
}

constexpr ArgumentSpec kArguments[] = {
    {"GENERATOR", "Generator whose values to print: see `phoney generators`.", true, false, Completes::generator},
    {"NAME=VALUE|GENERATOR", "Parameter of the generator before it, or another generator.", false, true,
     Completes::parameter},
};

constexpr OptionSpec kOwnOptions[] = {
    kLocaleOption,
    kSeedOption,
    {"--count", 'n', "N", "Number of values or rows: 10, 10k, 1_000_000, 1.5M. Default: 1."},
    kUniqueOption,
    kNowOption,
    {"--json", 0, "", "Print each value as a line of JSON. Same as --format ndjson."},
    {kFormatOption.name, kFormatOption.letter, kFormatOption.value,
     "text (one value per line, or columns separated by tabs),\njson (one array), ndjson or jsonl (one JSON value per "
     "line),\nor csv. Default: from the name of the output file, else text.",
     Completes::format},
    kOutputOption,
    kQuietOption,
};

constexpr auto kOptions = with_options_of_formats(kOwnOptions);

constexpr Example kExamples[] = {
    {"phoney fake name --seed 42", "Print Allison Hill, the name that Faker generates with seed 42."},
    {"phoney fake random_int min=1 max=6 --count 10", "Roll a die ten times."},
    {"phoney fake random_element elements='{\"free\": 9, \"pro\": 1}'",
     "Pick one of two plans: free nine times out of ten."},
    {"phoney fake address --locale de_DE --json", "Print a German address as a JSON string."},
    {"phoney fake name email city --count 100", "Print a hundred rows of three columns, separated by tabs."},
    {"phoney fake name random_int min=18 max=99 email -n 100 -f csv",
     "Print a hundred records as CSV. min and max are parameters of random_int."},
};

}  // namespace

constinit const Command fake_command{
    "fake",
    "Print values of one or more generators",
    "Strings are printed as they are, other values as JSON. Several generators make columns\n"
    "separated by tabs; a value that contains a tab, a line break or a quotation mark is then\n"
    "quoted as in CSV.\n",
    kArguments,
    kOptions,
    kExamples,
    run_fake,
};

}  // namespace phoney::cli
