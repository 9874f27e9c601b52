#include "cli/template_source.h"

#include "base/json_reader.h"
#include "cli/input.h"
#include "cli/report.h"

namespace phoney::cli {
namespace {

// A user at a terminal may have large templates; the bounds keep a slip from eating the machine.
constexpr templates::Limits kLimits{
    .max_depth = 1000,
    .max_placeholders = 1'000'000,
    .max_list = 10'000'000,
};

}  // namespace

std::optional<Program> load_template(const Engine& engine, LocaleId locale, const std::string& path,
                                     std::uint64_t records) {
  const auto text = read_input(path);
  if (!text) {
    report(text.error());
    return std::nullopt;
  }
  const auto source = read_json(*text);
  if (!source) {
    Error error = source.error();
    error.field = path == "-" ? "standard input" : path;
    report(error);
    return std::nullopt;
  }
  auto compiled = templates::compile(engine, locale, *source, records, kLimits);
  if (compiled.ok()) return std::move(compiled.program);
  report_template_errors(compiled.errors);
  return std::nullopt;
}

}  // namespace phoney::cli
