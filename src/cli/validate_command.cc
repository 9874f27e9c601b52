// `phoney validate`: what is wrong with a template, without making anything.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/template_source.h"

namespace phoney::cli {
namespace {

int run_validate(const Engine& engine, const Invocation& invocation) {
  const auto locale = read_locale(engine, invocation);
  if (!locale) return report(locale.error());
  const auto program = load_template(engine, *locale, invocation, 1);
  if (!program) return kFailed;
  const std::size_t count = program->placeholders.size();
  return print(fmt::format("valid: {} placeholder{}\n", count, count == 1 ? "" : "s"));
}

constexpr ArgumentSpec kArguments[] = {kTemplateArgument};
constexpr OptionSpec kOptions[] = {kTemplateOption, kLocaleOption};
constexpr Example kExamples[] = {
    {"phoney validate user.json", "Prints `valid: 3 placeholders`, or every error with its place."},
    {"phoney validate user.json --locale ja_JP", "Some generators exist in some locales alone."},
};

}  // namespace

constinit const Command validate_command{
    "validate", "Check a template and print what is wrong with it", "", kArguments, kOptions, kExamples, run_validate,
};

}  // namespace phoney::cli
