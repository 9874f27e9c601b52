// `phoney generate`: streams records of a template in constant memory.

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output_file.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/template_source.h"
#include "cli/write_records.h"

namespace phoney::cli {
namespace {

int run_generate(const Engine& engine, const Invocation& invocation) {
  const auto making = read_making(engine, invocation);
  if (!making) return report(making.error());
  const auto file = read_output_file(invocation);
  if (!file) return report(file.error());
  auto options = read_format_options(invocation, file->format);
  if (!options) return report(options.error());
  const auto program = load_template(engine, making->locale, template_sources(invocation).front(), making->count);
  if (!program) return kFailed;
  auto sink = Sink::open(file->path, file->coding);
  if (!sink) return report(sink.error());
  const RecordJob job = make_job(invocation, *making, file->format, std::move(*options));
  if (const auto written = write_records(engine, *program, job, std::move(*sink)); !written) {
    report(written.error());
    return kFailed;  // the template is wrong, not the command line
  }
  return kDone;
}

constexpr ArgumentSpec kArguments[] = {kTemplateArgument};

constexpr OptionSpec kCountOption{"--count", 'n', "N", "Number of records: 10, 10k, 1_000_000, 1.5M. Default: 1."};

constexpr OptionSpec kOwnOptions[] = {kTemplateOption, kCountOption,  kSeedOption,   kLocaleOption, kUniqueOption,
                                      kNowOption,      kFormatOption, kOutputOption, kQuietOption};

constexpr auto kOptions = with_options_of_formats(kOwnOptions);

constexpr Example kExamples[] = {
    {"phoney generate user.json --count 1000 --seed 42", "Print a JSON array of a thousand users."},
    {"phoney generate user.json -n 1000000 -o users.csv", "Write a million users to a CSV file, with a progress bar."},
    {"phoney generate user.json -n 1000000 -o users.ndjson.zst",
     "Write a million lines of JSON, compressed with Zstandard."},
    {"phoney generate user.json -o users.csv --csv-delimiter semicolon --csv-bom true",
     "Write a CSV file for Excel in a region that separates lists by semicolons, such as Germany."},
    {"phoney generate '{\"name\":\"{{name}}\"}' -n 5 -f ndjson", "Give the template on the command line."},
    {"echo '{\"name\":\"{{name}}\"}' | phoney generate -", "Read the template from standard input."},
};

}  // namespace

constinit const Command generate_command{
    "generate",
    "Generate records from a template",
    "A template is any JSON value whose strings contain {{placeholders}}, such as\n"
    "{\"name\": \"{{name}}\", \"age\": \"{{random_int:min=18,max=99}}\"}.\n"
    "\n"
    "An output file appears when it is complete: phoney writes a temporary file in the same\n"
    "directory and renames it, so a failure does not change an existing file. If that is not\n"
    "possible (the directory is not writable, the file is mounted, its name is too long), phoney\n"
    "writes the file in place, and a failure leaves part of it. phoney writes directly to\n"
    "devices, pipes and names such as /dev/stdout.\n",
    kArguments,
    kOptions,
    kExamples,
    run_generate,
};

}  // namespace phoney::cli
