// The options that say how records are written and where: --format, --output and the options of the formats.

#pragma once

#include <array>

#include "cli/command.h"
#include "formats/format_options.h"
#include "service/coding.h"

namespace phoney::cli {

inline constexpr OptionSpec kFormatOption{"--format", 'f', "FORMAT",
                                          "json (one array), ndjson or jsonl (a line per record), csv, or\n"
                                          "text (texts as they are, a line each; other records as JSON).\n"
                                          "Default: by the name of the output file, else json.",
                                          Completes::format};
inline constexpr OptionSpec kOutputOption{"--output", 'o', "FILE",
                                          "Where to write: a file that ends in .json, .ndjson, .jsonl, .csv\n"
                                          "or .txt, with .gz or .zst behind it to compress; any other name\n"
                                          "needs --format. `-`: standard output, which is the default.",
                                          Completes::file};

// The options of the formats, which a command has behind its own.
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

// Goes by the suffixes of --output, in whatever case, unless --format names the format; by `otherwise` if neither does.
// Error `usage`: there is no such format, or none of that suffix.
Result<OutputFile> read_output_file(const Invocation& invocation, Format otherwise = Format::json);

// Starts from `options`. Error `usage`: a value is wrong, or an option belongs to another format.
Result<FormatOptions> read_format_options(const Invocation& invocation, Format format, FormatOptions options = {});

}  // namespace phoney::cli
