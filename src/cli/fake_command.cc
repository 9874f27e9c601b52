// `phoney fake`: prints values of generators, one per line or in columns.

#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/compile_columns.h"
#include "cli/fake_correction.h"
#include "cli/foreign_options.h"
#include "cli/options.h"
#include "cli/output_file.h"
#include "cli/parser.h"
#include "cli/placeholder_command.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/write_records.h"
#include "templates/placeholders_in_messages.h"

namespace phoney::cli {
namespace {

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

// The error, or what was meant instead, if that can be known.
Error corrected(const Engine& engine, LocaleId locale, const Invocation& invocation, const Error& error) {
  auto correction = correct_fake(engine, locale, invocation);
  if (correction) return make_error(ErrorCode::usage, std::move(*correction));
  Error in_words = error;
  in_words.message = templates::replace_placeholders(error.message, command_for);
  return in_words;
}

// Of words that cannot be parsed because they give parameters as options.
Error explain(const Engine& engine, const std::vector<std::string>& words, const Error& error) {
  auto rewritten = without_foreign_options(engine, fake_command, words);
  if (!rewritten) return error;
  const auto invocation = parse(fake_command, rewritten->words);
  if (!invocation) return error;
  const auto locale = read_locale(engine, *invocation);
  if (!locale) return error;
  auto correction = correct_fake(engine, *locale, *invocation, std::move(rewritten->reason));
  return correction ? make_error(ErrorCode::usage, std::move(*correction)) : error;
}

int run_fake(const Engine& engine, const Invocation& invocation) {
  auto making = read_making(engine, invocation);
  if (!making) return report(making.error());
  const auto file = read_output(invocation);
  if (!file) return report(file.error());
  auto options = read_format_options(invocation, file->format);
  if (!options) return report(options.error());
  const auto columns = read_columns(invocation.arguments);
  if (!columns) return report(corrected(engine, making->locale, invocation, columns.error()));
  const bool several = columns->size() > 1;
  const auto program =
      compile_columns(engine, making->locale, *columns, /*as_members=*/several || spec_of(file->format).has_columns);
  if (!program) return report(corrected(engine, making->locale, invocation, program.error()));
  for (const std::string& doubt : explain_doubtful_columns(engine, making->locale, *columns)) warn(doubt);
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
     "text (each value with its line breaks, or columns separated by tabs),\njson (one array), ndjson or jsonl (one "
     "JSON value per "
     "line, as --json),\nor csv. Default: from the name of the output file, else text.",
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
    explain,
};

}  // namespace phoney::cli
