#include "cli/output_file.h"

#include <vector>

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/near.h"
#include "service/lax_values.h"

namespace phoney::cli {
namespace {

struct CompressedSuffix {
  std::string_view suffix;
  service::Coding coding;
};
constexpr CompressedSuffix kCompressedSuffixes[] = {{".gz", service::Coding::gzip}, {".zst", service::Coding::zstd}};

bool ends_with_suffix(std::string_view name, std::string_view suffix) {
  return name.size() >= suffix.size() &&
         std::ranges::equal(name.substr(name.size() - suffix.size()), suffix, {}, lower_ascii);
}

// Formats that phoney does not have, and what takes their place.
struct MissingFormat {
  std::string_view name;
  std::string_view advice;
};
constexpr std::string_view kImport =
    "write CSV and import it; docs/formats.md shows how for PostgreSQL, DuckDB and Excel";
constexpr MissingFormat kMissingFormats[] = {
    {"tsv", "use `--format csv --csv-delimiter tab`"},
    {"sql", kImport},
    {"xlsx", kImport},
    {"xls", kImport},
    {"excel", kImport},
    {"parquet", kImport},
};

// What to do instead of writing the format of this name; empty if the name says nothing.
std::string_view advice_instead_of(std::string_view name) {
  const auto* found = std::ranges::find_if(kMissingFormats, [&](const MissingFormat& format) {
    return std::ranges::equal(name, format.name, {}, lower_ascii);
  });
  return found == std::end(kMissingFormats) ? "" : found->advice;
}

// Removes the suffix of a compressed file from the name.
service::Coding take_coding(std::string_view& name) {
  for (const auto& [suffix, coding] : kCompressedSuffixes) {
    if (!ends_with_suffix(name, suffix)) continue;
    name.remove_suffix(suffix.size());
    return coding;
  }
  return service::Coding::identity;
}

Error no_format_of(std::string_view path, std::string_view suffix) {
  std::vector<std::string_view> suffixes;
  for (const FormatSpec& spec : formats()) suffixes.insert(suffixes.end(), spec.suffixes.begin(), spec.suffixes.end());
  std::vector<std::string_view> compressed;
  for (const CompressedSuffix& entry : kCompressedSuffixes) compressed.push_back(entry.suffix);
  const std::string hint = did_you_mean(near_names(suffix, suffixes, 1));
  std::string advice(advice_instead_of(suffix.substr(1)));
  if (advice.empty()) advice = (hint.empty() ? "" : hint + " ") + "`--format` allows any name";
  return make_error(ErrorCode::usage,
                    fmt::format("`--output` takes a file that ends in {} ({} may follow), not \"{}\"; {}",
                                alternatives(suffixes), alternatives(compressed), path, advice));
}

// `name` is the last part of the path, without the suffix of a compressed file.
Result<Format> format_by_name(std::string_view path, std::string_view name, Format otherwise) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return otherwise;
  if (const auto format = format_of_suffix(name.substr(dot))) return *format;
  const bool has_suffix = dot > 0 && dot + 1 < name.size();  // .hidden has none
  if (!has_suffix) return otherwise;
  return no_format_of(path, name.substr(dot));
}

// In upper or lower case, as people write names on the command line.
Result<Format> format_by_option(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), lower_ascii);
  if (const auto format = format_named(lower)) return *format;
  std::string hint(advice_instead_of(name));
  if (hint.empty()) hint = did_you_mean(near_names(name, names_of_formats()));
  return make_error(ErrorCode::usage, fmt::format("`--format` takes {}, not \"{}\"{}{}", format_names(), name,
                                                  hint.empty() ? "" : "; ", hint));
}

// `yes` as "true", as the settings of `phoney serve` are read; other texts as they are.
std::string in_option_spelling(const FormatOption& option, std::string_view text) {
  if (option.type == FormatOption::Type::boolean) {
    const auto read = service::read_lax_boolean(Value::text(std::string(text)));
    if (const bool* value = std::get_if<bool>(&read)) return *value ? "true" : "false";
  }
  return std::string(text);
}

}  // namespace

Result<OutputFile> read_output_file(const Invocation& invocation, Format otherwise) {
  OutputFile file{std::string(invocation.find(kOutputOption.name).value_or("-"))};
  if (file.path.empty()) {
    return make_error(ErrorCode::usage, "`--output` takes the name of a file, or - for standard output, not \"\"");
  }
  std::string_view name = file.path;
  name.remove_prefix(name.rfind('/') + 1);
  file.coding = take_coding(name);
  const auto chosen = invocation.find(kFormatOption.name);
  const auto format = chosen ? format_by_option(*chosen) : format_by_name(file.path, name, otherwise);
  if (!format) return format.error();
  file.format = *format;
  return file;
}

Result<FormatOptions> read_format_options(const Invocation& invocation, Format format, FormatOptions options) {
  for (const FormatOption& option : kFormatOptions) {
    const auto text = invocation.find(option.option);
    if (!text) continue;
    if (option.format != format) {
      return make_error(ErrorCode::usage,
                        fmt::format("`{0}` is an option of {1}, but the format is {2}; add `--format {1}`",
                                    option.option, spec_of(option.format).name, spec_of(format).name));
    }
    const std::string wanted = read_format_option(option, in_option_spelling(option, *text), options);
    if (!wanted.empty())
      return make_error(ErrorCode::usage, fmt::format("`{}` takes {}, not \"{}\"", option.option, wanted, *text));
  }
  return options;
}

}  // namespace phoney::cli
