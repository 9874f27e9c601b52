// `phoney providers`.

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/sink.h"

namespace phoney::cli {
namespace {

int run_providers(const Engine& engine, const Invocation&) {
  const Catalogue& catalogue = engine.catalogue();
  std::vector<std::size_t> counts(catalogue.provider_count());
  for (GeneratorId id = 0; id < catalogue.generator_count(); ++id) {
    if (catalogue.is_available(id)) ++counts[catalogue.generator_provider(id)];
  }
  std::size_t width = 0;
  for (std::uint32_t id = 0; id < counts.size(); ++id) width = std::max(width, catalogue.provider_name(id).size());
  std::string text;
  for (std::uint32_t id = 0; id < counts.size(); ++id) {
    fmt::format_to(std::back_inserter(text), "{:<{}}  {:3} generators", catalogue.provider_name(id), width, counts[id]);
    const std::string_view description = catalogue.provider_description(id);
    if (!description.empty()) (text += "  ") += description;
    text += '\n';
  }
  return print(text);
}

constexpr Example kExamples[] = {
    {"phoney providers", "One provider per line, with the number of its generators."},
    {"phoney generators --provider person", "The generators of one."},
};

}  // namespace

constinit const Command providers_command{
    "providers", "List the providers: groups of generators", "", {}, {}, kExamples, run_providers,
};

}  // namespace phoney::cli
