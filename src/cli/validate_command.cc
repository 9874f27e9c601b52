// `phoney validate`: checks templates without generating records.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/template_source.h"

namespace phoney::cli {
namespace {

std::string verdict(const Program& program) {
  const std::size_t count = program.placeholders.size();
  return fmt::format("valid: {} placeholder{}\n", count, count == 1 ? "" : "s");
}

// Checks all templates. With several, each line begins with the name of its template. Verdicts are printed one by one,
// so that they appear between the errors of other templates in the order of the command line.
int run_validate(const Engine& engine, const Invocation& invocation) {
  const auto locale = read_locale(engine, invocation);
  if (!locale) return report(locale.error());
  const auto sources = template_sources(invocation);
  const bool several = sources.size() > 1;
  int exit_code = kDone;
  for (const TemplateSource& source : sources) {
    const std::string label = several ? source.name : "";
    const auto program = load_template(engine, *locale, source, 1, label);
    if (!program) {
      exit_code = kFailed;
    } else if (const int printed = print((several ? label + ": " : "") + verdict(*program)); printed != kDone) {
      return printed;
    }
  }
  return exit_code;
}

constexpr ArgumentSpec kArguments[] = {[] {
  ArgumentSpec argument = kTemplateArgument;
  argument.repeated = true;
  return argument;
}()};
constexpr OptionSpec kOptions[] = {kTemplateOption, kLocaleOption};
constexpr Example kExamples[] = {
    {"phoney validate user.json", "Print `valid: 3 placeholders`, or all errors with their positions."},
    {"phoney validate templates/*.json", "Check all templates, and exit with 1 if one of them is invalid."},
    {"phoney validate user.json --locale ja_JP",
     "Check it for another locale. Some generators exist only in some locales."},
};

}  // namespace

constinit const Command validate_command{
    "validate", "Check templates without generating records", "", kArguments, kOptions, kExamples, run_validate,
};

}  // namespace phoney::cli
