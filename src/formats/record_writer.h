// RecordWriter: runs a program once per record and spells the result in a format.

#pragma once

#include <memory>

#include "engine/generation.h"
#include "formats/format_options.h"

namespace phoney {

class RecordWriter {
 public:
  virtual ~RecordWriter() = default;
  // Appends what stands before the first record. False, as for a record, if the generation's work may not go on.
  virtual bool begin(Generation& generation, Output& out) = 0;
  // Appends one record with what separates it from the one before. False if it failed; nothing of it is left in `out`
  // then.
  virtual bool record(Generation& generation, Output& out) = 0;
  // About how many bytes it keeps from record to record; after `begin`.
  virtual std::size_t memory() const = 0;
  // What stands after the last.
  virtual void end(Output& out) = 0;
};

// `program` must outlive the writer.
inline std::unique_ptr<RecordWriter> make_record_writer(Format format, const Program& program,
                                                        const FormatOptions& options = {}) {
  return spec_of(format).make(program, options);
}

}  // namespace phoney
