// Writes the records of a program to a sink, in constant memory: the work of `fake` and `generate`.

#pragma once

#include <memory>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/sink.h"
#include "formats/record_writer.h"

namespace phoney::cli {

inline constexpr OptionSpec kUniqueOption{
    "--unique", 'u', "",
    "No value twice from the same generator and parameters, where\npossible; else a warning tells how many repeat."};
inline constexpr OptionSpec kQuietOption{
    "--quiet", 'q', "",
    "Print neither the seed nor the progress on standard error.\nWarnings and errors still appear."};

struct RecordJob {
  Making making;
  Format format;
  FormatOptions options;
  Uniqueness uniqueness;
  bool quiet;
};

// Reads --unique and --quiet.
RecordJob make_job(const Invocation& invocation, Making making, Format format, FormatOptions options);

// Says the drawn seed if --seed was not given, shows the progress on a terminal, and warns. The error is the first
// record's that failed, or the sink's.
Result<void> write_records(const Engine& engine, const Program& program, const RecordJob& job,
                           std::unique_ptr<Sink> sink);

}  // namespace phoney::cli
