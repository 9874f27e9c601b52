#include <algorithm>

#include <fmt/format.h>

#include "base/json_text.h"
#include "service/generator_details.h"
#include "service/openapi.h"
#include "service/routes/schemas.h"

namespace phoney::service {
namespace {

constexpr RouteParameter kCommon[] = {kCountParameter, kLocaleParameter, kSeedParameter, kNowParameter,
                                      kFormatParameter};

// Where to look a generator up.
struct Home {
  LocaleId locale;
  std::size_t locales;  // how many have it
};

Home find_home(const Catalogue& catalogue, GeneratorId generator) {
  Home home{usual_locale(catalogue, generator).value_or(0), 0};
  for (LocaleId locale = 0; locale < catalogue.locale_count(); ++locale)
    home.locales += catalogue.is_available(locale, generator) ? 1 : 0;
  return home;
}

// Whether an integer of more than 64 bits is refused.
bool has_64_bits(const GeneratorSpec& spec, const ParameterSpec& parameter) {
  const std::shared_ptr<void> arguments = spec.create();
  return !parameter.read(Value::integer_text("9223372036854775808"), arguments.get());
}

// A parameter's JSON Schema. Lists are written in a query as in a template, [a, b], and are texts there.
std::string schema_of(const GeneratorSpec& spec, const ParameterSpec& parameter) {
  const std::string_view type = parameter.type;
  const std::string_view json =
      type == "boolean" || type == "integer" || type == "number" ? type : std::string_view("string");
  std::string schema = fmt::format(R"({{"type":"{}")", json);
  const bool is_bounded = type == "integer" && has_64_bits(spec, parameter);
  if (is_bounded) schema += fmt::format(R"(,"minimum":{})", INT64_MIN);
  if (is_bounded || parameter.highest != INT64_MAX) schema += fmt::format(R"(,"maximum":{})", parameter.highest);
  std::string choices;
  for (const std::string_view choice : parameter.choices) {
    choices += choices.empty() ? "" : ",";
    append_json_string(choices, choice);
  }
  if (!choices.empty()) schema += R"(,"enum":[)" + choices + "]";
  return schema + "}";
}

void append_own_parameters(Output& out, const GeneratorSpec& spec) {
  for (const ParameterSpec& parameter : spec.parameters()) {
    // The query's own words come first.
    if (std::ranges::find(kCommon, parameter.name, &RouteParameter::name) != std::end(kCommon)) continue;
    const std::string schema = schema_of(spec, parameter);
    const std::string description =
        fmt::format("{} Default: {}.", parameter.description, parameter.show_default(spec.defaults()));
    out.append(',');
    append_parameter(out, {parameter.name, schema, description}, "query");
  }
}

std::string describe(const Engine& engine, GeneratorId generator, const Home& home) {
  const Catalogue& catalogue = engine.catalogue();
  const GeneratorSpec* spec = engine.registry().spec(catalogue.binding(home.locale, generator));
  return std::string(spec != nullptr ? spec->description : catalogue.generator_description(generator));
}

void append_path(Output& out, const Engine& engine, GeneratorId generator, const Home& home) {
  const Catalogue& catalogue = engine.catalogue();
  const std::string_view name = catalogue.generator_name(generator);
  out.append(fmt::format(R"(,"/fake/{0}":{{"get":{{"operationId":"fake_{0}","tags":["/fake: {1}"],"summary":)", name,
                         catalogue.provider_name(catalogue.generator_provider(generator))));
  append_json_text(out, describe(engine, generator, home));
  if (home.locales < catalogue.locale_count()) {
    out.append(fmt::format(R"(,"description":"In {} of {} locales, for example {}.")", home.locales,
                           catalogue.locale_count(), catalogue.locale_name(home.locale)));
  }
  out.append(R"(,"parameters":[)");
  for (const RouteParameter& parameter : kCommon) {
    if (&parameter != kCommon) out.append(',');
    out.append(fmt::format(R"({{"$ref":"#/components/parameters/{}"}})", parameter.name));
  }
  const GeneratorSpec* spec = engine.registry().spec(catalogue.binding(home.locale, generator));
  if (spec != nullptr) append_own_parameters(out, *spec);
  out.append(R"(],"responses":{"200":{"$ref":"#/components/responses/fake"})");
  constexpr int kStatuses[] = {403, 404, 406, 422, 429, 503};
  append_failures(out, kStatuses);
  out.append("}}}");
}

}  // namespace

void append_generator_paths(Output& out, const Engine& engine) {
  const Catalogue& catalogue = engine.catalogue();
  for (GeneratorId generator = 0; generator < catalogue.generator_count(); ++generator) {
    const Home home = find_home(catalogue, generator);
    if (home.locales > 0) append_path(out, engine, generator, home);
  }
}

void append_common_parameters(Output& out) {
  for (const RouteParameter& parameter : kCommon) {
    if (&parameter != kCommon) out.append(',');
    append_json_text(out, parameter.name);
    out.append(':');
    append_parameter(out, parameter, "query");
  }
}

}  // namespace phoney::service
