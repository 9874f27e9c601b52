// Writes records to a sink in constant memory, for `fake` and `generate`.

#pragma once

#include <memory>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/sink.h"
#include "formats/record_writer.h"

namespace phoney::cli {

inline constexpr OptionSpec kUniqueOption{
    "--unique", 'u', "",
    "Do not repeat values of the same generator and parameters. If\nthere are too few, values repeat, with a warning."};
inline constexpr OptionSpec kQuietOption{
    "--quiet", 'q', "", "Do not print the seed and the progress on standard error.\nWarnings and errors still appear."};

struct RecordJob {
  Making making;
  Format format;
  FormatOptions options;
  Uniqueness uniqueness;
  bool quiet;
};

// Reads --unique and --quiet.
RecordJob make_job(const Invocation& invocation, Making making, Format format, FormatOptions options);

// Prints how to reproduce the run if --seed was not given, the progress if standard error is a terminal, and warnings.
// The error is that of the first record that failed, or the sink's.
Result<void> write_records(const Engine& engine, const Program& program, const RecordJob& job,
                           std::unique_ptr<Sink> sink);

}  // namespace phoney::cli
