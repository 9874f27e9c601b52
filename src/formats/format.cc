#include "formats/format.h"

#include <algorithm>
#include <array>

#include "formats/record_writers.h"

namespace phoney {
namespace {

constexpr std::string_view kJsonSuffixes[] = {".json"};
constexpr std::string_view kNdjsonSuffixes[] = {".ndjson", ".jsonl"};
constexpr std::string_view kCsvSuffixes[] = {".csv"};

constexpr std::array kFormats = {
    FormatSpec{Format::json, "json", "one array", "application/json", "application/json", kJsonSuffixes,
               [](const Program& program, const CsvOptions&) { return make_json_records(program); }},
    FormatSpec{Format::ndjson, "ndjson", "a line per record", "application/x-ndjson", "application/x-ndjson",
               kNdjsonSuffixes, [](const Program& program, const CsvOptions&) { return make_ndjson_records(program); }},
    FormatSpec{Format::csv, "csv", "a header line, then a line per record", "text/csv",
               "text/csv; charset=utf-8; header=present", kCsvSuffixes,
               [](const Program& program, const CsvOptions& csv) { return make_csv_records(program, csv); }},
};

static_assert(std::ranges::is_sorted(kFormats, {}, &FormatSpec::format));

}  // namespace

std::span<const FormatSpec> formats() { return kFormats; }

const FormatSpec& spec_of(Format format) { return kFormats[static_cast<std::size_t>(format)]; }

std::optional<Format> format_named(std::string_view name) {
  const auto* const found = std::ranges::find(kFormats, name, &FormatSpec::name);
  return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}

Format format_of_file(std::string_view path) {
  const auto* const found = std::ranges::find_if(kFormats, [&](const FormatSpec& spec) {
    return std::ranges::any_of(spec.suffixes, [&](std::string_view suffix) { return path.ends_with(suffix); });
  });
  return found == kFormats.end() ? Format::json : found->format;
}

std::string format_names(std::string_view quote) {
  std::string names;
  for (const FormatSpec& spec : kFormats) {
    if (&spec != &kFormats.front()) names += &spec == &kFormats.back() ? " or " : ", ";
    ((names += quote) += spec.name) += quote;
  }
  return names;
}

}  // namespace phoney
