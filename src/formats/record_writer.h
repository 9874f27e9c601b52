// RecordWriter: runs a program once per record and spells the result in a format.

#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "engine/generation.h"

namespace phoney {

enum class Format {
  json,    // one array
  ndjson,  // a line per record
  csv,     // RFC 4180: a header line, dotted columns, CRLF
};

std::optional<Format> format_named(std::string_view name);

struct CsvOptions {
  // Spreadsheets run a text that begins like a formula; a quote before it makes it text for them.
  bool guard_formulas = false;
};

class RecordWriter {
 public:
  virtual ~RecordWriter() = default;
  // What stands before the first record.
  virtual void begin(Output& out) = 0;
  // Appends one record with what separates it from the one before. False if it failed; nothing of it is left in `out`
  // then.
  virtual bool record(Generation& generation, Output& out) = 0;
  // What stands after the last.
  virtual void end(Output& out) = 0;
};

// `program` must outlive the writer.
std::unique_ptr<RecordWriter> make_record_writer(Format format, const Program& program, CsvOptions csv = {});

}  // namespace phoney
