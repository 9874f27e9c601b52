#include "cli/write_records.h"

#include <unistd.h>

#include <utility>

#include <fmt/format.h>

#include "base/instant.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/standard_streams.h"

namespace phoney::cli {
namespace {

// Large enough to make system calls rare, small enough for the cache.
constexpr std::size_t kChunk = 64 * 1024;
// How often to look at the clock while small records fill a chunk slowly.
constexpr std::uint64_t kRecordsPerLook = 1024;

// Dates are relative to the time of the run, so reproducing it needs that time too.
void say_how_to_repeat(const Making& making) {
  if (!making.seed_is_drawn) return;
  std::string options = fmt::format("--seed {}", making.seed.text());
  if (making.time_is_read) options += fmt::format(" --now {}", format_instant(making.clock.now()));
  say(fmt::format("seed {}: repeat with {}\n", making.seed.text(), options));
}

// False if a record failed or nothing more can be written. Says how to repeat the run before its first output, unless
// that is all and ends with a record that failed.
bool stream(RecordWriter& writer, Generation& generation, const RecordJob& job, Sink& sink, Progress& progress) {
  const std::uint64_t count = job.making.count;
  Output out(2 * kChunk);
  bool quiet = job.quiet;
  const auto write = [&] {
    if (!std::exchange(quiet, true)) {
      progress.clear();
      say_how_to_repeat(job.making);
    }
    return sink.write(out.view());
  };
  if (!writer.begin(generation, out)) return false;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (!writer.record(generation, out)) {
      sink.write(out.view());
      return false;
    }
    if (i % kRecordsPerLook == 0) progress.update(i);
    if (out.size() < kChunk) continue;
    if (!write()) return false;
    out.clear();
    progress.update(i + 1);
  }
  writer.end(out);
  return write();
}

// An error after half a line of values would be hard to see.
void end_line_of_terminal(const Sink& sink) {
  if (sink.is_terminal() && sink.is_within_line() && ::isatty(STDERR_FILENO) == 1) say("\n");
}

}  // namespace

RecordJob make_job(const Invocation& invocation, Making making, Format format, FormatOptions options) {
  const auto uniqueness = invocation.has(kUniqueOption.name) ? Uniqueness::where_possible : Uniqueness::off;
  return {std::move(making), format, std::move(options), uniqueness, invocation.has(kQuietOption.name)};
}

Result<void> write_records(const Engine& engine, const Program& program, const RecordJob& job,
                           std::unique_ptr<Sink> sink) {
  const Making& making = job.making;
  if (const auto warning = warning_about(job.format, program); !warning.empty()) warn(warning);
  note_interrupts();
  Generation generation(engine, program, making.seed, making.clock, job.uniqueness);
  Progress progress(making.count, !job.quiet && ::isatty(STDERR_FILENO) == 1 && !sink->is_terminal());
  const auto writer = make_record_writer(job.format, program, job.options);
  const bool good = stream(*writer, generation, job, *sink, progress);
  if (!good) progress.clear();
  if (interrupted()) {
    sink.reset();
    end_if_interrupted();
  }
  if (!generation.failure().message.empty()) {
    end_line_of_terminal(*sink);
    return generation.failure();
  }
  if (auto finished = sink->finish(); !finished) return finished.error();
  if (good) progress.finish(making.count);
  for (const std::string& warning : generation.warnings()) warn(warning);
  return {};
}

}  // namespace phoney::cli
