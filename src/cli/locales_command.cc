// `phoney locales`.

#include "cli/commands.h"
#include "cli/sink.h"

namespace phoney::cli {
namespace {

int run_locales(const Engine& engine, const Invocation&) {
  const Catalogue& catalogue = engine.catalogue();
  std::string text;
  for (LocaleId id = 0; id < catalogue.locale_count(); ++id) (text += catalogue.locale_name(id)) += '\n';
  return print(text);
}

constexpr Example kExamples[] = {
    {"phoney locales", "One name per line."},
    {"phoney locales | grep ^de", "Those of German."},
};

}  // namespace

constinit const Command locales_command{
    "locales", "List the locales", "", {}, {}, kExamples, run_locales,
};

}  // namespace phoney::cli
