// pack_locales TABLES RECIPES OUTPUT: turns the imported tables and the recipes into the blob that the program reads.
//
// Fails, naming the place, on a recipe that is malformed or refers to what is not there, on a recipe or C++ generator
// that no locale uses, and on a generator without a binding whose provider is declared complete.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>

#include <fmt/format.h>

#include "generators/catalogue_of_generators.h"
#include "pack_locales/compiler.h"

namespace phoney::pack {
namespace {

// Offsets of each code point's spelling in one run of text.
void pack_unidecode(const Value& table, BlobBuilder& builder) {
  std::string spellings;
  std::vector<std::uint32_t> offsets;
  for (const Value& row : table.as_list()) {
    for (const Value& spelling : row.as_list()) {
      offsets.push_back(static_cast<std::uint32_t>(spellings.size()));
      spellings += spelling.as_text();
    }
  }
  offsets.push_back(static_cast<std::uint32_t>(spellings.size()));
  const std::uint32_t base = builder.text(spellings).offset();
  for (std::uint32_t& offset : offsets) offset += base;
  builder.unidecode = std::move(offsets);
}

// What requests are looked up by, side by side: the program's first search touches a few pages of the blob then, not
// one for each locale.
void pack_names(const Dataset& dataset, const std::map<std::string, std::string>& providers, BlobBuilder& builder) {
  for (const auto& [locale, classes] : dataset.locales()) builder.text(locale);
  for (const auto& [alias, locale] : dataset.aliases()) builder.text(alias);
  for (const auto& [name, provider] : providers) builder.text(name);
}

struct Counts {
  std::size_t cells = 0;
  std::size_t pending = 0;
  std::vector<std::string> missing;  // pending cells of complete providers
};

Result<Counts> pack_bindings(const Dataset& dataset, const Recipes& recipes, Compiler& compiler, BlobBuilder& builder) {
  std::map<std::string, std::string> providers;                                   // generator -> provider
  std::map<std::string, std::map<std::string, std::size_t>> locales_by_provider;  // generator -> provider -> locales
  for (const auto& [locale, classes] : dataset.locales()) {
    for (const auto& [name, scope] : compiler.generators(locale)) ++locales_by_provider[name][scope.provider];
  }
  // A few names have another provider in some locales (city_name is address's in most); listings show the usual one.
  for (const auto& [name, counts_by_provider] : locales_by_provider) {
    providers[name] =
        std::ranges::max_element(counts_by_provider, {}, [](const auto& entry) { return entry.second; })->first;
  }
  pack_names(dataset, providers, builder);
  std::map<std::string, std::uint32_t> provider_numbers;
  for (const std::string& provider : dataset.providers()) {
    provider_numbers[provider] = static_cast<std::uint32_t>(builder.providers.size());
    builder.providers.push_back({builder.text(provider), {}});
  }
  for (const auto& [name, provider] : providers) {
    builder.generators.push_back({builder.text(name), {}, provider_numbers[provider]});
  }
  Counts counts;
  std::map<std::string, std::uint32_t> locale_numbers;
  for (const auto& [locale, classes] : dataset.locales()) {
    locale_numbers[locale] = static_cast<std::uint32_t>(builder.locales.size());
    builder.locales.push_back({builder.text(locale)});
    for (const auto& [name, provider] : providers) {
      auto bound = compiler.bind(locale, name);
      if (!bound) return bound.error();
      builder.bindings.push_back(bound->bits());
      if (bound->tag != blob::BindingTag::none) ++counts.cells;
      if (bound->tag == blob::BindingTag::pending) {
        ++counts.pending;
        if (recipes.complete.contains(provider)) counts.missing.push_back(provider + "." + name + " in " + locale);
      }
    }
  }
  for (const auto& [alias, locale] : dataset.aliases()) {
    builder.locale_aliases.push_back({builder.text(alias), locale_numbers.at(locale)});
  }
  return counts;
}

// After the data version is known: a better description changes no value.
void pack_descriptions(const Recipes& recipes, BlobBuilder& builder) {
  const auto describe = [&](auto& entry, const std::map<std::string, std::string>& descriptions) {
    const auto found = descriptions.find(std::string(builder.string(entry.name)));
    entry.description = builder.text(found == descriptions.end() ? "" : found->second);
  };
  for (blob::Provider& provider : builder.providers) describe(provider, recipes.providers);
  for (blob::Generator& generator : builder.generators) describe(generator, recipes.descriptions);
}

int fail(const std::string& message) {
  fmt::print(stderr, "pack_locales: {}\n", message);
  return 1;
}

int run(const std::filesystem::path& tables, const std::filesystem::path& recipe_folder,
        const std::filesystem::path& output) {
  auto dataset = Dataset::read(tables);
  if (!dataset) return fail(dataset.error().message);
  auto recipes = Recipes::read(recipe_folder);
  if (!recipes) return fail(recipes.error().message);
  BlobBuilder builder;
  builder.faker_version = dataset->faker_version();
  pack_unidecode(dataset->unidecode(), builder);
  Compiler compiler(*dataset, *recipes, number_generators(all_generators()), builder);
  auto counts = pack_bindings(*dataset, *recipes, compiler, builder);
  if (!counts) return fail(counts.error().message);
  for (const std::string& cell : counts->missing) fmt::print(stderr, "pack_locales: not implemented: {}\n", cell);
  if (!counts->missing.empty()) return fail("a provider that is declared complete is not");
  const auto unused = compiler.unused();
  for (const std::string& place : unused) fmt::print(stderr, "pack_locales: no locale uses this: {}\n", place);
  if (!unused.empty()) return 1;
  builder.set_data_version();
  pack_descriptions(*recipes, builder);
  const std::string blob = builder.finish();
  std::ofstream file(output, std::ios::binary);
  file.write(blob.data(), static_cast<std::streamsize>(blob.size()));
  if (!file.flush()) return fail("cannot write " + output.string());
  fmt::print("packed {} of {} cells in {} locales, {} KB, data version {}\n", counts->cells - counts->pending,
             counts->cells, dataset->locales().size(), blob.size() / 1024, builder.data_version());
  return 0;
}

}  // namespace
}  // namespace phoney::pack

int main(int argc, char** argv) {
  if (argc != 4) {
    fmt::print(stderr, "usage: pack_locales TABLES RECIPES OUTPUT\n");
    return 2;
  }
  return phoney::pack::run(argv[1], argv[2], argv[3]);
}
