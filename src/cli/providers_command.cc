// `phoney providers`: lists the providers.

#include <unistd.h>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "cli/colour.h"
#include "cli/commands.h"
#include "cli/sink.h"

namespace phoney::cli {
namespace {

struct Entry {
  std::string_view name;
  std::string_view description;
  std::size_t generators;
};

std::vector<Entry> find_entries(const Catalogue& catalogue) {
  std::vector<Entry> entries;
  for (std::uint32_t id = 0; id < catalogue.provider_count(); ++id)
    entries.push_back({catalogue.provider_name(id), catalogue.provider_description(id), 0});
  for (GeneratorId id = 0; id < catalogue.generator_count(); ++id) {
    if (catalogue.is_available(id)) ++entries[catalogue.generator_provider(id)].generators;
  }
  return entries;
}

std::string as_text(const std::vector<Entry>& entries) {
  std::size_t width = 0;
  for (const Entry& entry : entries) width = std::max(width, entry.name.size());
  std::string text;
  for (const Entry& entry : entries) {
    fmt::format_to(std::back_inserter(text), "{}{}  {:3} generators", painted(STDOUT_FILENO, Paint::name, entry.name),
                   std::string(width - entry.name.size(), ' '), entry.generators);
    if (!entry.description.empty()) (text += "  ") += entry.description;
    text += '\n';
  }
  return text;
}

std::string as_json(const std::vector<Entry>& entries) {
  Value::List providers;
  for (const Entry& entry : entries) {
    providers.push_back(
        Value::object({{"name", Value::text(std::string(entry.name))},
                       {"description", Value::text(std::string(entry.description))},
                       {"generator_count", Value::integer(static_cast<std::int64_t>(entry.generators))}}));
  }
  return Value::list(std::move(providers)).to_json() + '\n';
}

int run_providers(const Engine& engine, const Invocation& invocation) {
  const auto entries = find_entries(engine.catalogue());
  return print(invocation.has("--json") ? as_json(entries) : as_text(entries));
}

constexpr OptionSpec kOptions[] = {
    {"--json", 0, "", "Print a JSON array of objects with name, description and\ngenerator_count."}};

constexpr Example kExamples[] = {
    {"phoney providers", "Print one provider per line, with the number of its generators."},
    {"phoney generators --provider person", "List the generators of one provider."},
    {"phoney providers --json", "Print a list for programs."},
};

}  // namespace

constinit const Command providers_command{
    "providers", "List the providers, which are groups of generators", "", {}, kOptions, kExamples, run_providers,
};

}  // namespace phoney::cli
