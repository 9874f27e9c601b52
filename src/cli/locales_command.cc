// `phoney locales`: lists the locales.

#include "cli/commands.h"
#include "cli/sink.h"

namespace phoney::cli {
namespace {

std::string as_json(const Catalogue& catalogue) {
  Value::List names;
  for (LocaleId id = 0; id < catalogue.locale_count(); ++id)
    names.push_back(Value::text(std::string(catalogue.locale_name(id))));
  return Value::list(std::move(names)).to_json() + '\n';
}

int run_locales(const Engine& engine, const Invocation& invocation) {
  const Catalogue& catalogue = engine.catalogue();
  if (invocation.has("--json")) return print(as_json(catalogue));
  std::string text;
  for (LocaleId id = 0; id < catalogue.locale_count(); ++id) (text += catalogue.locale_name(id)) += '\n';
  return print(text);
}

constexpr OptionSpec kOptions[] = {{"--json", 0, "", "Print a JSON array of names."}};

constexpr Example kExamples[] = {
    {"phoney locales", "Print one name per line."},
    {"phoney locales | grep ^de", "Print the German locales."},
    {"phoney locales --json", "Print a list for programs."},
};

}  // namespace

constinit const Command locales_command{
    "locales", "List the locales", "", {}, kOptions, kExamples, run_locales,
};

}  // namespace phoney::cli
