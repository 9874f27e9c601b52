// Formats of records: all that there is to say about each, said once, for the command line, the service and the
// writers.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace phoney {

struct FormatOptions;
struct Program;
class RecordWriter;

enum class Format : std::uint8_t {
  json,    // one array
  ndjson,  // a line per record
  csv,     // RFC 4180: a header line, dotted columns, CRLF
  text,    // texts as they are
};

struct FormatSpec {
  Format format;
  std::string_view name;                      // in requests and behind --format
  std::span<const std::string_view> aliases;  // other names that are taken there
  std::string_view description;               // a few words
  std::string_view media_type;                // what an Accept header calls it
  // The media type with its parameters.
  std::string_view (*content_type)(const FormatOptions& options);
  bool has_columns = false;                    // with names: a record that is one value needs one
  std::span<const std::string_view> suffixes;  // of files, the usual one first
  std::unique_ptr<RecordWriter> (*make)(const Program& program, const FormatOptions& options);
};

// In the order of Format.
std::span<const FormatSpec> formats();
const FormatSpec& spec_of(Format format);

// By its name or an alias.
std::optional<Format> format_named(std::string_view name);
// By the suffix of a file's name, in whatever case: ".csv".
std::optional<Format> format_of_suffix(std::string_view suffix);

// What users of the format probably do not expect of such records, as a warning; or nothing.
std::string_view warning_about(Format format, const Program& program);

// Texts for a message: `a, b or c`, each between `quote`s.
std::string alternatives(std::span<const std::string_view> texts, std::string_view quote = "");
// All names and aliases, for messages.
std::string format_names(std::string_view quote = "");
// All names and aliases.
std::vector<std::string_view> names_of_formats();

}  // namespace phoney
