// `phoney generate`: records of a template, streamed in constant memory.

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
    return kFailed;  // whatever is wrong is the template's, not the command line's
  }
  return kDone;
}

constexpr ArgumentSpec kArguments[] = {kTemplateArgument};

constexpr OptionSpec kCountOption{"--count", 'n', "N", "Number of records: 10, 10k, 1_000_000, 1.5M. Default: 1."};

constexpr OptionSpec kOwnOptions[] = {kTemplateOption, kCountOption,  kSeedOption,   kLocaleOption, kUniqueOption,
                                      kNowOption,      kFormatOption, kOutputOption, kQuietOption};

constexpr auto kOptions = with_options_of_formats(kOwnOptions);

constexpr Example kExamples[] = {
    {"phoney generate user.json --count 1000 --seed 42", "A JSON array of a thousand users."},
    {"phoney generate user.json -n 1000000 -o users.csv", "A million users as CSV, with a progress bar."},
    {"phoney generate user.json -n 1000000 -o users.ndjson.zst", "A million lines of JSON, compressed by Zstandard."},
    {"phoney generate user.json -o users.csv --csv-delimiter semicolon --csv-bom true",
     "CSV for Excel where its list separator is the semicolon, as in German."},
    {"phoney generate '{\"name\":\"{{name}}\"}' -n 5 -f ndjson", "A template on the command line."},
    {"echo '{\"name\":\"{{name}}\"}' | phoney generate -", "A template from standard input."},
};

}  // namespace

constinit const Command generate_command{
    "generate",
    "Make records of a template",
    "A template is any JSON value whose strings hold {{placeholders}}, such as\n"
    "{\"name\": \"{{name}}\", \"age\": \"{{random_int:min=18,max=99}}\"}.\n"
    "\n"
    "An output file appears when it is complete: phoney writes a temporary file beside it and\n"
    "renames that, so that a failure leaves the old file as it was. Where this is impossible\n"
    "(the directory is not writable, the file is mounted, its name is too long), phoney writes\n"
    "the file in place, and a failure leaves part of it. phoney writes directly to devices,\n"
    "pipes and names such as /dev/stdout.\n",
    kArguments,
    kOptions,
    kExamples,
    run_generate,
};

}  // namespace phoney::cli
