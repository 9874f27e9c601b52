// The options for the format and the destination of records: --format, --output and the options of the formats.

#pragma once

#include <array>

#include "cli/command.h"
#include "formats/format_options.h"
#include "service/coding.h"

namespace phoney::cli {

inline constexpr OptionSpec kFormatOption{"--format", 'f', "FORMAT",
                                          "json (one array), ndjson or jsonl (one record per line), csv, or\n"
                                          "text (strings as they are, other records as JSON).\n"
                                          "Default: from the name of the output file, else json.",
                                          Completes::format};
inline constexpr OptionSpec kOutputOption{"--output", 'o', "FILE",
                                          "Output file, whose suffix sets the format: .json, .ndjson,\n"
                                          ".jsonl, .csv or .txt. Append .gz or .zst to compress it. Other\n"
                                          "suffixes need --format. Default: -, which is standard output.",
                                          Completes::file};

// The options of the formats, which follow a command's own.
inline constexpr auto kOptionsOfFormats = [] {
  std::array<OptionSpec, std::size(kFormatOptions)> options{};
  std::ranges::transform(kFormatOptions, options.begin(), [](const FormatOption& option) {
    OptionSpec spec{option.option, 0, option.value, option.description, Completes::nothing, option.fallback};
    spec.choices = option.choices;
    spec.group = option.name.substr(0, option.name.find('_'));  // the format's name
    return spec;
  });
  return options;
}();

template <std::size_t N>
constexpr std::array<OptionSpec, N + std::size(kFormatOptions)> with_options_of_formats(const OptionSpec (&own)[N]) {
  std::array<OptionSpec, N + std::size(kFormatOptions)> options{};
  std::copy(std::begin(kOptionsOfFormats), std::end(kOptionsOfFormats),
            std::copy(std::begin(own), std::end(own), options.begin()));
  return options;
}

struct OutputFile {
  std::string path;  // "-": standard output
  service::Coding coding = service::Coding::identity;
  Format format = Format::json;
};

// The format is that of --format, or else of the suffix of --output in upper or lower case, or else `otherwise`. Error
// `usage`: the format or the suffix is unknown.
Result<OutputFile> read_output_file(const Invocation& invocation, Format otherwise = Format::json);

// `options`, with those that the command line sets. Error `usage`: a value is invalid, or an option belongs to another
// format.
Result<FormatOptions> read_format_options(const Invocation& invocation, Format format, FormatOptions options = {});

}  // namespace phoney::cli
