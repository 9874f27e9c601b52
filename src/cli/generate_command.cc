// `phoney generate`: records of a template, streamed in constant memory.

#include <unistd.h>

#include <fmt/format.h>

#include <array>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output_file.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/standard_streams.h"
#include "cli/template_source.h"
#include "formats/record_writer.h"

namespace phoney::cli {
namespace {

// Large enough that system calls do not show, small enough to stay in the cache.
constexpr std::size_t kChunk = 64 * 1024;
// Records between two looks at the clock, should they be so small that chunks fill slowly.
constexpr std::uint64_t kRecordsPerLook = 1024;

// False if a record failed or nothing more can be written.
bool stream(RecordWriter& writer, Generation& generation, std::uint64_t count, Sink& sink, Progress& progress) {
  Output out(2 * kChunk);
  if (!writer.begin(generation, out)) return false;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (!writer.record(generation, out)) {
      sink.write(out.view());
      return false;
    }
    if (i % kRecordsPerLook == 0) progress.update(i);
    if (out.size() < kChunk) continue;
    if (!sink.write(out.view())) return false;
    out.clear();
    progress.update(i + 1);
  }
  writer.end(out);
  return sink.write(out.view());
}

void report_seed(const Invocation& invocation, const Seed& seed) {
  if (invocation.has(kSeedOption.name) || ::isatty(STDERR_FILENO) == 0) return;
  say(fmt::format("seed {0}: repeat with --seed {0}\n", seed.text()));
}

struct Job {
  std::uint64_t count;
  Seed seed;
  Clock clock;
  Format format;
  FormatOptions options;
  Uniqueness uniqueness;
};

int generate(const Engine& engine, const Program& program, const Job& job, std::unique_ptr<Sink> sink) {
  note_interrupts();
  Generation generation(engine, program, job.seed, job.clock, job.uniqueness);
  Progress progress(job.count, ::isatty(STDERR_FILENO) == 1 && !sink->is_terminal());
  const auto writer = make_record_writer(job.format, program, job.options);
  const bool good = stream(*writer, generation, job.count, *sink, progress);
  if (!good) progress.clear();
  if (interrupted()) {
    sink.reset();
    end_if_interrupted();
  }
  if (!generation.failure().message.empty()) {
    report(generation.failure());
    return kFailed;
  }
  if (auto finished = sink->finish(); !finished) return report(finished.error());
  if (good) progress.finish(job.count);
  for (const std::string& warning : generation.warnings()) warn(warning);
  return kDone;
}

int run_generate(const Engine& engine, const Invocation& invocation) {
  const auto making = read_making(engine, invocation);
  if (!making) return report(making.error());
  const auto file = read_output_file(invocation);
  if (!file) return report(file.error());
  auto options = read_format_options(invocation, file->format);
  if (!options) return report(options.error());
  const auto program = load_template(engine, making->locale, invocation, making->count);
  if (!program) return kFailed;
  auto sink = Sink::open(file->path, file->coding);
  if (!sink) return report(sink.error());
  report_seed(invocation, making->seed);
  const auto uniqueness = invocation.has("--unique") ? Uniqueness::where_possible : Uniqueness::off;
  return generate(engine, *program,
                  {making->count, making->seed, making->clock, file->format, std::move(*options), uniqueness},
                  std::move(*sink));
}

constexpr ArgumentSpec kArguments[] = {kTemplateArgument};

constexpr OptionSpec kOwnOptions[] = {
    kTemplateOption,
    {"--count", 'n', "N", "Number of records: 10, 10k, 1_000_000, 1.5M. Default: 1."},
    kSeedOption,
    kLocaleOption,
    {"--unique", 'u', "",
     "No value twice from the same generator and parameters, where\npossible; else a warning tells how many repeat."},
    kNowOption,
    kFormatOption,
    kOutputOption,
};

constexpr auto kOptions = [] {
  std::array<OptionSpec, std::size(kOwnOptions) + std::size(kOptionsOfFormats)> options{};
  std::ranges::copy(kOptionsOfFormats, std::ranges::copy(kOwnOptions, options.begin()).out);
  return options;
}();

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
