#include "formats/format.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "engine/program.h"
#include "formats/format_options.h"
#include "formats/record_writers.h"

namespace phoney {
namespace {

constexpr std::string_view kJsonSuffixes[] = {".json"};
constexpr std::string_view kNdjsonSuffixes[] = {".ndjson", ".jsonl"};
constexpr std::string_view kCsvSuffixes[] = {".csv"};
constexpr std::string_view kTextSuffixes[] = {".txt"};

constexpr std::string_view kNdjsonAliases[] = {"jsonl"};

constexpr std::array kFormats = {
    FormatSpec{.format = Format::json,
               .name = "json",
               .aliases = {},
               .description = "one array",
               .media_type = "application/json",
               .content_type = [](const FormatOptions&) -> std::string_view { return "application/json"; },
               .suffixes = kJsonSuffixes,
               .make = [](const Program& program, const FormatOptions&) { return make_json_records(program); }},
    FormatSpec{.format = Format::ndjson,
               .name = "ndjson",
               .aliases = kNdjsonAliases,
               .description = "one line of JSON per record",
               .media_type = "application/x-ndjson",
               .content_type = [](const FormatOptions&) -> std::string_view { return "application/x-ndjson"; },
               .suffixes = kNdjsonSuffixes,
               .make = [](const Program& program, const FormatOptions&) { return make_ndjson_records(program); }},
    FormatSpec{.format = Format::csv,
               .name = "csv",
               .aliases = {},
               .description = "a header line, then one line per record",
               .media_type = "text/csv",
               .content_type = [](const FormatOptions& options) -> std::string_view {
                 return options.csv.header ? "text/csv; charset=utf-8; header=present"
                                           : "text/csv; charset=utf-8; header=absent";
               },
               .has_columns = true,
               .suffixes = kCsvSuffixes,
               .make = [](const Program& program,
                          const FormatOptions& options) { return make_csv_records(program, options.csv); }},
    FormatSpec{.format = Format::text,
               .name = "text",
               .aliases = {},
               .description = "one line per record: strings as they are, other records as JSON",
               .media_type = "text/plain",
               .content_type = [](const FormatOptions&) -> std::string_view { return "text/plain; charset=utf-8"; },
               .suffixes = kTextSuffixes,
               .make = [](const Program& program, const FormatOptions&) { return make_text_records(program); }},
};

static_assert(std::ranges::is_sorted(kFormats, {}, &FormatSpec::format));

bool contains(std::span<const std::string_view> texts, std::string_view text) {
  return std::ranges::find(texts, text) != texts.end();
}

template <class Condition>
std::optional<Format> find_format(Condition condition) {
  const auto* const found = std::ranges::find_if(kFormats, condition);
  return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}

}  // namespace

std::span<const FormatSpec> formats() { return kFormats; }

const FormatSpec& spec_of(Format format) { return kFormats[static_cast<std::size_t>(format)]; }

std::optional<Format> format_named(std::string_view name) {
  return find_format([&](const FormatSpec& spec) { return spec.name == name || contains(spec.aliases, name); });
}

std::optional<Format> format_of_suffix(std::string_view suffix) {
  std::string lower(suffix);
  std::ranges::transform(lower, lower.begin(), lower_ascii);
  return find_format([&](const FormatSpec& spec) { return contains(spec.suffixes, lower); });
}

std::string_view warning_about(Format format, const Program& program) {
  if (!spec_of(format).has_columns || program.nodes.empty()) return "";
  const Node& first = program.nodes.front();
  const bool is_list =
      first.type == Node::Type::begin_list ||
      (first.type == Node::Type::value && program.placeholders[first.placeholder].count != Placeholder::kSingle);
  if (!is_list) return "";
  return "in CSV, a record that is a list is one column, `value`, of JSON; use an object to get a column for each "
         "member";
}

std::string alternatives(std::span<const std::string_view> texts, std::string_view quote) {
  std::string result;
  for (const std::string_view& text : texts) {
    if (&text != &texts.front()) result += &text == &texts.back() ? " or " : ", ";
    ((result += quote) += text) += quote;
  }
  return result;
}

std::string format_names(std::string_view quote) { return alternatives(names_of_formats(), quote); }

std::vector<std::string_view> names_of_formats() {
  std::vector<std::string_view> names;
  for (const FormatSpec& spec : kFormats) {
    names.push_back(spec.name);
    names.insert(names.end(), spec.aliases.begin(), spec.aliases.end());
  }
  return names;
}

}  // namespace phoney
