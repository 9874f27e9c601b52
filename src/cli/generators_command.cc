// `phoney generators`: what there is, with parameters.

#include <fnmatch.h>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/near.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "engine/aliases.h"

namespace phoney::cli {
namespace {

// A generator as one locale has it.
struct Entry {
  GeneratorId id;
  std::string_view name;
  std::string_view provider;
  std::string_view description;
  const GeneratorSpec* spec;  // null: a recipe, or pending
  bool pending;
};

struct Filter {
  std::optional<LocaleId> locale;
  std::optional<std::uint32_t> provider;
  std::string pattern;

  bool admits(std::string_view name) const {
    if (pattern.find_first_of("*?[") != std::string::npos) {
      return ::fnmatch(pattern.c_str(), std::string(name).c_str(), 0) == 0;
    }
    return name.find(pattern) != std::string_view::npos;
  }
};

Result<std::uint32_t> find_provider(const Catalogue& catalogue, std::string_view name) {
  std::vector<std::string_view> names;
  for (std::uint32_t id = 0; id < catalogue.provider_count(); ++id) {
    if (catalogue.provider_name(id) == name) return id;
    names.push_back(catalogue.provider_name(id));
  }
  const std::string hint = did_you_mean(near_names(name, names));
  return make_error(ErrorCode::usage,
                    fmt::format("there is no provider `{}`{}{}", name, hint.empty() ? "" : "; ", hint));
}

bool admitted_by_alias(const Filter& filter, std::string_view name) {
  return std::ranges::any_of(kGeneratorAliases, [&](const GeneratorAlias& entry) {
    return entry.generator == name && entry.alias == filter.pattern;
  });
}

// The locale whose form of the generator is shown: the one asked for; else en_US, or the first that has it. One in
// which it is not pending goes before.
std::optional<LocaleId> shown_locale(const Engine& engine, GeneratorId id, const Filter& filter) {
  const Catalogue& catalogue = engine.catalogue();
  const auto has = [&](LocaleId locale) { return catalogue.binding(locale, id).tag() != blob::BindingTag::none; };
  if (filter.locale) return has(*filter.locale) ? filter.locale : std::nullopt;
  std::vector<LocaleId> locales;
  if (const auto usual = catalogue.find_locale("en_US")) locales.push_back(*usual);
  for (LocaleId locale = 0; locale < catalogue.locale_count(); ++locale) locales.push_back(locale);
  auto found = std::ranges::find_if(locales, [&](LocaleId locale) { return catalogue.is_available(locale, id); });
  if (found == locales.end()) found = std::ranges::find_if(locales, has);
  return found == locales.end() ? std::nullopt : std::optional(*found);
}

std::vector<Entry> find_entries(const Engine& engine, const Filter& filter) {
  const Catalogue& catalogue = engine.catalogue();
  std::vector<Entry> entries;
  for (GeneratorId id = 0; id < catalogue.generator_count(); ++id) {
    const std::string_view name = catalogue.generator_name(id);
    if (filter.provider && *filter.provider != catalogue.generator_provider(id)) continue;
    if (!filter.admits(name) && !admitted_by_alias(filter, name)) continue;
    const auto locale = shown_locale(engine, id, filter);
    if (!locale) continue;
    const Binding binding = catalogue.binding(*locale, id);
    const GeneratorSpec* spec = engine.registry().spec(binding);
    const std::string_view description = spec != nullptr ? spec->description : catalogue.generator_description(id);
    entries.push_back({id, name, catalogue.provider_name(catalogue.generator_provider(id)), description, spec,
                       binding.tag() == blob::BindingTag::pending});
  }
  return entries;
}

std::string default_of(const GeneratorSpec& spec, const ParameterSpec& parameter) {
  return spec.defaults == nullptr ? "null" : parameter.show_default(spec.defaults());
}

void append_parameter(std::string& text, const GeneratorSpec& spec, const ParameterSpec& parameter) {
  fmt::format_to(std::back_inserter(text), "    {}: {} = {}", parameter.name, parameter.type,
                 default_of(spec, parameter));
  if (!parameter.description.empty()) (text += "  ") += parameter.description;
  if (!parameter.choices.empty())
    fmt::format_to(std::back_inserter(text), " One of: {}.", fmt::join(parameter.choices, ", "));
  text += '\n';
}

// "only in da_DK, pl_PL" for the few generators that most locales lack.
std::string only_in(const Engine& engine, GeneratorId id) {
  constexpr std::size_t kFew = 5;
  const auto locales = engine.locales_with(id);
  if (locales.size() == engine.catalogue().locale_count()) return "";
  if (locales.size() > kFew) return fmt::format("  (in {} locales)", locales.size());
  return fmt::format("  (only in {})", fmt::join(locales, ", "));
}

std::string as_text(const Engine& engine, const std::vector<Entry>& entries) {
  std::size_t name_width = 0;
  std::size_t provider_width = 0;
  for (const Entry& entry : entries) {
    name_width = std::max(name_width, entry.name.size());
    provider_width = std::max(provider_width, entry.provider.size());
  }
  std::string text;
  for (const Entry& entry : entries) {
    std::string line =
        fmt::format("{:<{}}  {:<{}}  {}", entry.name, name_width, entry.provider, provider_width, entry.description);
    if (entry.pending) line += entry.description.empty() ? "(pending)" : " (pending)";
    line += only_in(engine, entry.id);
    line.erase(line.find_last_not_of(' ') + 1);
    (text += line) += '\n';
    if (entry.spec == nullptr) continue;
    for (const ParameterSpec& parameter : entry.spec->parameters()) append_parameter(text, *entry.spec, parameter);
  }
  return text;
}

Value parameter_value(const GeneratorSpec& spec, const ParameterSpec& parameter) {
  const auto text = [](std::string_view source) { return Value::text(std::string(source)); };
  Value::Object object{{"name", text(parameter.name)},
                       {"type", text(parameter.type)},
                       {"default", text(default_of(spec, parameter))},
                       {"description", text(parameter.description)}};
  Value::List choices;
  for (const auto choice : parameter.choices) choices.push_back(text(choice));
  if (!choices.empty()) object.emplace_back("choices", Value::list(std::move(choices)));
  return Value::object(std::move(object));
}

std::string as_json(const Engine& engine, const std::vector<Entry>& entries) {
  const auto text = [](std::string_view source) { return Value::text(std::string(source)); };
  std::string json = "[";
  for (const Entry& entry : entries) {
    Value::List parameters;
    if (entry.spec != nullptr) {
      for (const ParameterSpec& parameter : entry.spec->parameters())
        parameters.push_back(parameter_value(*entry.spec, parameter));
    }
    Value::List locales;
    for (const auto locale : engine.locales_with(entry.id)) locales.push_back(text(locale));
    if (json.size() > 1) json += ",\n";
    json += Value::object({{"name", text(entry.name)},
                           {"provider", text(entry.provider)},
                           {"description", text(entry.description)},
                           {"pending", Value::boolean(entry.pending)},
                           {"parameters", Value::list(std::move(parameters))},
                           {"locales", Value::list(std::move(locales))}})
                .to_json();
  }
  return json + "]\n";
}

int report_nothing_found(const Engine& engine, const Filter& filter) {
  std::vector<std::string_view> names;
  names.reserve(engine.catalogue().generator_count());
  for (GeneratorId id = 0; id < engine.catalogue().generator_count(); ++id)
    names.push_back(engine.catalogue().generator_name(id));
  const std::string hint = did_you_mean(near_names(filter.pattern, names));
  const std::string what =
      filter.pattern.empty() ? "there is no such generator" : fmt::format("no generator matches `{}`", filter.pattern);
  report(make_error(ErrorCode::unknown_generator, fmt::format("{}{}{}", what, hint.empty() ? "" : "; ", hint)));
  return kFailed;
}

int run_generators(const Engine& engine, const Invocation& invocation) {
  Filter filter;
  if (!invocation.arguments.empty()) filter.pattern = invocation.arguments[0];
  if (invocation.has(kLocaleOption.name)) {
    const auto locale = read_locale(engine, invocation);
    if (!locale) return report(locale.error());
    filter.locale = *locale;
  }
  if (const auto name = invocation.find("--provider")) {
    const auto provider = find_provider(engine.catalogue(), *name);
    if (!provider) return report(provider.error());
    filter.provider = *provider;
  }
  const auto entries = find_entries(engine, filter);
  if (entries.empty()) return report_nothing_found(engine, filter);
  return print(invocation.has("--json") ? as_json(engine, entries) : as_text(engine, entries));
}

constexpr ArgumentSpec kArguments[] = {
    {"PATTERN", "Part of a name, or a pattern such as 'date_*'.", false, false, Completes::generator},
};

constexpr OptionSpec kOptions[] = {
    {"--provider", 'p', "PROVIDER", "Only those of one provider: see `phoney providers`.", Completes::provider},
    {"--locale", 'l', "LOCALE", "Only those that this locale has. Default: those of any locale.", Completes::locale},
    {"--json", 0, "", "As a JSON array, with the locales of each."},
};

constexpr Example kExamples[] = {
    {"phoney generators phone", "All with `phone` in their name."},
    {"phoney generators --provider person --locale ja_JP", "What Japanese persons have."},
    {"phoney generators 'date_*' --json", "For programs."},
};

}  // namespace

constinit const Command generators_command{
    "generators",
    "List the generators, with their parameters and defaults",
    "Generators of Faker's that phoney does not have yet are marked as pending.\n",
    kArguments,
    kOptions,
    kExamples,
    run_generators,
};

}  // namespace phoney::cli
