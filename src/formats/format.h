// Formats of records: all that there is to say about each, said once, for the command line, the service and the
// writers.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace phoney {

struct Program;
class RecordWriter;

enum class Format : std::uint8_t {
  json,    // one array
  ndjson,  // a line per record
  csv,     // RFC 4180: a header line, dotted columns, CRLF
};

struct CsvOptions {
  // Spreadsheets run a text that begins like a formula; a quote before it makes it text for them.
  bool guard_formulas = false;
};

struct FormatSpec {
  Format format;
  std::string_view name;                       // in requests and behind --format
  std::string_view description;                // a few words
  std::string_view media_type;                 // what an Accept header calls it
  std::string_view content_type;               // the media type with its parameters
  std::span<const std::string_view> suffixes;  // of files, the usual one first
  std::unique_ptr<RecordWriter> (*make)(const Program& program, const CsvOptions& csv);
};

// In the order of Format.
std::span<const FormatSpec> formats();
const FormatSpec& spec_of(Format format);

std::optional<Format> format_named(std::string_view name);
// By the suffix of a file's name; JSON if that says nothing.
Format format_of_file(std::string_view path);

// All names, for messages: `json, ndjson or csv`, each between `quote`s.
std::string format_names(std::string_view quote = "");

}  // namespace phoney
