#include "service/catalogue_lists.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "locale/default_locale.h"
#include "service/generator_details.h"
#include "service/query.h"

namespace phoney::service {
namespace {

// The generators of a provider that the locale has.
std::vector<GeneratorId> generators_of(const Catalogue& catalogue, LocaleId locale, std::uint32_t provider) {
  std::vector<GeneratorId> result;
  for (GeneratorId generator = 0; generator < catalogue.generator_count(); ++generator) {
    if (catalogue.generator_provider(generator) == provider && catalogue.is_available(locale, generator)) {
      result.push_back(generator);
    }
  }
  return result;
}

}  // namespace

Problems read_locale_query(std::string_view query, std::string& locale) {
  const auto parameters = parse_query(query);
  if (!parameters) return {{parameters.error().field, parameters.error().message, "value_error"}};
  Value::Object members;
  for (const QueryParameter& parameter : *parameters) {
    members.emplace_back(parameter.name, Value::text(parameter.value));
  }
  const Value object = Value::object(std::move(members));
  MemberReader reader(object);
  reader.text("locale", locale);
  return reader.finish();
}

std::optional<std::uint32_t> find_provider(const Catalogue& catalogue, std::string_view name) {
  for (std::uint32_t provider = 0; provider < catalogue.provider_count(); ++provider) {
    if (catalogue.provider_name(provider) == name) return provider;
  }
  return std::nullopt;
}

std::string unknown_provider(const Catalogue& catalogue) {
  std::string message = "Input should be ";
  const auto count = static_cast<std::uint32_t>(catalogue.provider_count());
  for (std::uint32_t provider = 0; provider < count; ++provider) {
    const std::string_view between = provider == 0 ? "" : provider + 1 < count ? ", " : " or ";
    message += fmt::format("{}'{}'", between, catalogue.provider_name(provider));
  }
  return message;
}

void append_generators(const Engine& engine, LocaleId locale, Output& out) {
  const Catalogue& catalogue = engine.catalogue();
  out.append(R"({"locale":)");
  append_json_text(out, catalogue.locale_name(locale));
  out.append(R"(,"generators":[)");
  std::int64_t count = 0;
  for (GeneratorId generator = 0; generator < catalogue.generator_count(); ++generator) {
    if (!catalogue.is_available(locale, generator)) continue;
    if (count++ > 0) out.append(',');
    append_generator_head(engine, locale, generator, out);
    out.append('}');
  }
  out.append(R"(],"count":)");
  out.append_integer(count);
  out.append('}');
}

void append_providers(const Catalogue& catalogue, LocaleId locale, Output& out) {
  out.append('[');
  bool first = true;
  for (std::uint32_t provider = 0; provider < catalogue.provider_count(); ++provider) {
    const std::size_t count = generators_of(catalogue, locale, provider).size();
    if (count == 0) continue;
    if (!std::exchange(first, false)) out.append(',');
    const std::string_view name = catalogue.provider_name(provider);
    out.append(fmt::format(R"({{"name":"{0}","url":"/api/v1/provider/{0}","generator_count":{1}}})", name, count));
  }
  out.append(']');
}

void append_provider(const Catalogue& catalogue, LocaleId locale, std::uint32_t provider, Output& out) {
  const std::string_view provider_name = catalogue.provider_name(provider);
  const auto generators = generators_of(catalogue, locale, provider);
  out.append(fmt::format(R"({{"provider":"{}","generators":[)", provider_name));
  for (std::size_t i = 0; i < generators.size(); ++i) {
    out.append(fmt::format(R"({}"{}")", i > 0 ? "," : "", catalogue.generator_name(generators[i])));
  }
  out.append(R"(],"generator_urls":{)");
  for (std::size_t i = 0; i < generators.size(); ++i) {
    out.append(fmt::format(R"({0}"{1}":"/api/v1/provider/{2}/{1}")", i > 0 ? "," : "",
                           catalogue.generator_name(generators[i]), provider_name));
  }
  out.append("}}");
}

void append_locales(const Catalogue& catalogue, Output& out) {
  out.append(R"({"locales":[)");
  for (LocaleId locale = 0; locale < catalogue.locale_count(); ++locale) {
    if (locale > 0) out.append(',');
    append_json_text(out, catalogue.locale_name(locale));
  }
  out.append(R"(],"count":)");
  out.append_integer(static_cast<std::int64_t>(catalogue.locale_count()));
  out.append(R"(,"default":)");
  append_json_text(out, kDefaultLocale);
  out.append('}');
}

}  // namespace phoney::service
