// Options of formats, each declared once: the command line's options and help, the members of requests, /openapi.json
// and docs/formats.md all go by this table.

#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "formats/format.h"

namespace phoney {

struct CsvOptions {
  std::string delimiter = ",";  // one character, in UTF-8
  bool header = true;           // a first line that names the columns
  std::string null;             // how null is spelled
  std::string_view line_end = "\r\n";
  bool byte_order_mark = false;
  bool guard_formulas = false;  // a quote before what a spreadsheet would run
};

// Of all formats. A writer looks at its own.
struct FormatOptions {
  CsvOptions csv;
};

// How an Accept header says it, as a parameter of the media type.
struct MediaParameter {
  std::string_view name;  // empty: it cannot
  std::string_view on;    // for `true`
  std::string_view off;
};

struct FormatOption {
  enum class Type : std::uint8_t { boolean, choice, text };

  Format format;
  Type type;
  std::string_view name;         // the member of a request: the format's name, an underscore, and so on
  std::string_view option;       // on the command line
  std::string_view value;        // what its value is called in the help
  std::string_view fallback;     // without it
  std::string_view description;  // lines end in \n, but for the last
  // Puts a text into the options. False if it is not what `expected` says.
  bool (*read)(std::string_view text, FormatOptions& into);
  std::span<const std::string_view> choices;  // all texts there are; empty: `expected` tells which
  std::string_view expected = "";             // "one character"
  std::string_view schema = "";               // the same as members of a JSON Schema, each with a comma before it
  MediaParameter media = {};
};

namespace format_option_readers {
bool csv_delimiter(std::string_view text, FormatOptions& into);
bool csv_header(std::string_view text, FormatOptions& into);
bool csv_null(std::string_view text, FormatOptions& into);
bool csv_line_end(std::string_view text, FormatOptions& into);
bool csv_bom(std::string_view text, FormatOptions& into);
bool csv_formulas(std::string_view text, FormatOptions& into);
}  // namespace format_option_readers

inline constexpr std::string_view kTruthValues[] = {"true", "false"};
inline constexpr std::string_view kLineEnds[] = {"crlf", "lf"};
inline constexpr std::string_view kFormulaTreatments[] = {"keep", "guard"};

// Options are read in this order: what one may be can depend on those before it. Options of one format stand together.
inline constexpr FormatOption kFormatOptions[] = {
    {.format = Format::csv,
     .type = FormatOption::Type::text,
     .name = "csv_delimiter",
     .option = "--csv-delimiter",
     .value = "CHARACTER",
     .fallback = "comma",
     .description = "Character between fields, or its name: comma, semicolon,\ntab, pipe or space.",
     .read = format_option_readers::csv_delimiter,
     .choices = {},
     .expected = "one character other than a quotation mark or a line break, or comma, semicolon, tab, pipe or space",
     .schema = R"(,"pattern":"^(?:[^\"\\r\\n\\u0000]|\\\\t|comma|semicolon|tab|pipe|space)$","maxLength":9)"},
    {.format = Format::csv,
     .type = FormatOption::Type::boolean,
     .name = "csv_header",
     .option = "--csv-header",
     .value = "BOOL",
     .fallback = "true",
     .description = "Whether the first line names the columns: true or false.",
     .read = format_option_readers::csv_header,
     .choices = kTruthValues,
     .media = {"header", "present", "absent"}},
    {.format = Format::csv,
     .type = FormatOption::Type::text,
     .name = "csv_null",
     .option = "--csv-null",
     .value = "TEXT",
     .fallback = "",
     .description = "Text to write for null, such as NULL. phoney puts equal\nstrings in quotation marks.",
     .read = format_option_readers::csv_null,
     .choices = {},
     .expected = "at most 64 characters, none of them the delimiter, a quotation mark or a line break",
     .schema = R"(,"pattern":"^[^\"\\r\\n\\u0000]*$","maxLength":64)"},
    {.format = Format::csv,
     .type = FormatOption::Type::choice,
     .name = "csv_line_end",
     .option = "--csv-line-end",
     .value = "crlf|lf",
     .fallback = "crlf",
     .description = "Line ending after each record.",
     .read = format_option_readers::csv_line_end,
     .choices = kLineEnds},
    {.format = Format::csv,
     .type = FormatOption::Type::boolean,
     .name = "csv_bom",
     .option = "--csv-bom",
     .value = "BOOL",
     .fallback = "false",
     .description =
         "Whether to start with a byte order mark, which tells Excel\nthat the file is UTF-8: true or false.",
     .read = format_option_readers::csv_bom,
     .choices = kTruthValues},
    {.format = Format::csv,
     .type = FormatOption::Type::choice,
     .name = "csv_formulas",
     .option = "--csv-formulas",
     .value = "keep|guard",
     .fallback = "keep",
     .description = "guard puts an apostrophe before a string that a\nspreadsheet would run as a formula.",
     .read = format_option_readers::csv_formulas,
     .choices = kFormulaTreatments},
};

// Reads a text as `option.read` does, after `choices`. Returns what the text must be, with each choice between
// `quote`s, or "" if it is good.
std::string read_format_option(const FormatOption& option, std::string_view text, FormatOptions& into,
                               std::string_view quote = "");

}  // namespace phoney
