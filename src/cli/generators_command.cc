// `phoney generators`: lists generators with their parameters and sample values.

#include <unistd.h>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/near.h"
#include "cli/colour.h"
#include "cli/commands.h"
#include "cli/generator_search.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "engine/unavailable.h"
#include "service/catalogue_lists.h"
#include "service/generator_details.h"

namespace phoney::cli {
namespace {

// A generator as one locale has it.
struct Entry {
  GeneratorId id;
  LocaleId locale;
  std::string_view name;
  std::string_view provider;
  std::string_view description;
  const GeneratorSpec* spec;  // null: a recipe, or pending
  bool pending;
  Rank rank;
};

struct Filter {
  std::optional<LocaleId> locale;
  std::optional<std::uint32_t> provider;
  std::string pattern;
};

Result<std::uint32_t> read_provider(const Catalogue& catalogue, std::string_view name) {
  if (const auto provider = service::find_provider(catalogue, name)) return *provider;
  std::vector<std::string_view> names;
  for (std::uint32_t id = 0; id < catalogue.provider_count(); ++id) names.push_back(catalogue.provider_name(id));
  const std::string hint = did_you_mean(near_names(name, names));
  return make_error(ErrorCode::usage,
                    fmt::format("there is no provider `{}`{}{}", name, hint.empty() ? "" : "; ", hint));
}

// The locale whose version of the generator is shown: the requested one, or the usual one.
std::optional<LocaleId> shown_locale(const Catalogue& catalogue, GeneratorId id, const Filter& filter) {
  if (!filter.locale) return service::usual_locale(catalogue, id);
  return catalogue.binding(*filter.locale, id).tag() != blob::BindingTag::none ? filter.locale : std::nullopt;
}

// The generators that match, best first.
std::vector<Entry> find_entries(const Engine& engine, const Filter& filter, const GeneratorSearch& search) {
  const Catalogue& catalogue = engine.catalogue();
  std::vector<Entry> entries;
  for (GeneratorId id = 0; id < catalogue.generator_count(); ++id) {
    if (filter.provider && *filter.provider != catalogue.generator_provider(id)) continue;
    const auto locale = shown_locale(catalogue, id, filter);
    if (!locale) continue;
    const Binding binding = catalogue.binding(*locale, id);
    const GeneratorSpec* spec = engine.registry().spec(binding);
    const std::string_view name = catalogue.generator_name(id);
    const std::string_view description = service::description_of(engine, *locale, id);
    const std::string_view provider = catalogue.provider_name(catalogue.generator_provider(id));
    const Rank rank = search.rank(name, provider, description);
    if (rank.match == Match::none) continue;
    entries.push_back(
        {id, *locale, name, provider, description, spec, binding.tag() == blob::BindingTag::pending, rank});
  }
  std::ranges::stable_sort(entries, {}, &Entry::rank);
  return entries;
}

void append_parameter(std::string& text, const GeneratorSpec& spec, const ParameterSpec& parameter) {
  fmt::format_to(std::back_inserter(text), "    {}: {} = {}", parameter.name, parameter.type,
                 service::default_of(spec, parameter));
  if (!parameter.description.empty()) (text += "  ") += parameter.description;
  if (!parameter.choices.empty())
    fmt::format_to(std::back_inserter(text), " One of: {}.", fmt::join(parameter.choices, ", "));
  text += '\n';
}

// A string as it is, unless it has a line break; other values as JSON.
void append_sample(std::string& text, const Engine& engine, const Entry& entry) {
  constexpr std::size_t kMost = 80;
  const auto made = service::sample_of(engine, entry.locale, entry.id);
  if (!made || !*made) return;
  const Value& sample = **made;
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' '; };
  const bool is_line = sample.is_text() && std::ranges::none_of(sample.as_text(), is_control);
  const std::string line = is_line ? sample.as_text() : sample.to_json();
  fmt::format_to(std::back_inserter(text), "    {} {}\n", painted(STDOUT_FILENO, Paint::faint, "e.g."),
                 painted(STDOUT_FILENO, Paint::good, shortened(line, kMost)));
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
    const std::string padding(name_width - entry.name.size(), ' ');
    std::string line = fmt::format("{}{}  {:<{}}  {}", painted(STDOUT_FILENO, Paint::name, entry.name), padding,
                                   entry.provider, provider_width, entry.description);
    if (entry.pending) {
      const std::string_view why = find_unavailable(entry.name) != nullptr ? "(not available)" : "(pending)";
      fmt::format_to(std::back_inserter(line), "{}{}", entry.description.empty() ? "" : " ", why);
    }
    line += only_in(engine, entry.id);
    line.erase(line.find_last_not_of(' ') + 1);
    (text += line) += '\n';
    if (entry.spec != nullptr) {
      for (const ParameterSpec& parameter : entry.spec->parameters()) append_parameter(text, *entry.spec, parameter);
    }
    append_sample(text, engine, entry);
  }
  return text;
}

Result<std::string> as_json(const Engine& engine, const std::vector<Entry>& entries) {
  Output json;
  json.append('[');
  for (const Entry& entry : entries) {
    if (&entry != &entries.front()) json.append(",\n");
    const auto described = service::append_generator_details(engine, entry.locale, entry.id, {}, json);
    if (!described) return described.error();
  }
  json.append("]\n");
  return std::string(json.view());
}

// What to do instead, if no generator makes by itself what the pattern asks for: "sequence: phoney does not ...".
std::string advice(std::string_view pattern, const Topic* topic) {
  return topic == nullptr || topic->advice.empty() ? "" : fmt::format("{}: {}", pattern, topic->advice);
}

// The advice of the first word that has one: of `weighted choice`, that of `weighted`.
std::string advice_on_words(const GeneratorSearch& search) {
  for (const std::string& word : search.words()) {
    if (std::string text = advice(word, find_topic(word)); !text.empty()) return text;
  }
  return "";
}

// The best generators for each word of the pattern by its name or topic, for a pattern that none matches as a whole.
std::vector<std::string> names_for_words(const Engine& engine, const Filter& filter, const GeneratorSearch& search) {
  constexpr std::size_t kOfAWord = 2;
  std::vector<std::string> names;
  for (const std::string& word : search.words()) {
    if (word == "random" || word == "fake") continue;  // as all values are
    std::size_t of_this_word = 0;
    for (const Entry& entry : find_entries(engine, filter, GeneratorSearch(word))) {
      if (entry.rank.match > Match::other_name || of_this_word == kOfAWord) break;
      if (std::ranges::find(names, entry.name) != names.end()) continue;
      names.emplace_back(entry.name);
      ++of_this_word;
    }
  }
  return names;
}

// Suggests only what the filter's locale and provider have.
int report_nothing_found(const Engine& engine, const Filter& filter, const GeneratorSearch& search) {
  std::string instead = advice(filter.pattern, search.topic());
  if (instead.empty()) instead = advice_on_words(search);
  if (!instead.empty()) {
    report(make_error(ErrorCode::unknown_generator, instead));
    return kFailed;
  }
  auto suggestions = search.words().size() > 1 ? names_for_words(engine, filter, search) : std::vector<std::string>();
  if (suggestions.empty()) {
    std::vector<std::string_view> names;
    for (const Entry& entry : find_entries(engine, filter, GeneratorSearch(""))) names.push_back(entry.name);
    suggestions = near_names(filter.pattern, names);
  }
  const std::string hint = did_you_mean(suggestions);
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
    const auto provider = read_provider(engine.catalogue(), *name);
    if (!provider) return report(provider.error());
    filter.provider = *provider;
  }
  const GeneratorSearch search(filter.pattern);
  const auto entries = find_entries(engine, filter, search);
  if (entries.empty()) return report_nothing_found(engine, filter, search);
  if (!invocation.has("--json")) {
    std::string instead = advice(filter.pattern, search.topic());
    if (!instead.empty()) instead += '\n';
    return print(instead + as_text(engine, entries));
  }
  const auto json = as_json(engine, entries);
  return json ? print(*json) : report(json.error());
}

constexpr ArgumentSpec kArguments[] = {
    {"PATTERN",
     "Name or part of it, words of the description, a provider, a topic such as money, a\nname from another tool such "
     "as person.firstName, or a glob such as 'date_*'.\nThe best matches come first.",
     false, false, Completes::generator},
};

constexpr OptionSpec kOptions[] = {
    {"--provider", 'p', "PROVIDER", "Only generators of this provider: see `phoney providers`.", Completes::provider},
    {"--locale", 'l', "LOCALE", "Only generators that this locale has. Default: all.", Completes::locale},
    {"--json", 0, "", "Print a JSON array, with the locales of each generator."},
};

constexpr Example kExamples[] = {
    {"phoney generators phone", "List generators with `phone` in their name, then those about phones."},
    {"phoney generators money", "List generators about money, such as prices and currencies."},
    {"phoney generators --provider person --locale ja_JP", "List generators about persons in Japanese."},
    {"phoney generators 'date_*' --json", "Print a list for programs."},
};

}  // namespace

constinit const Command generators_command{
    "generators",
    "List generators with their parameters and sample values",
    "Generators that Faker has and phoney does not are marked as pending, or as not available if\n"
    "they need a Python library.\n",
    kArguments,
    kOptions,
    kExamples,
    run_generators,
};

}  // namespace phoney::cli
