#include <algorithm>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/json_text.h"
#include "locale/default_locale.h"
#include "service/generator_details.h"
#include "service/openapi.h"
#include "service/routes/fake_schemas.h"
#include "service/routes/schemas.h"

namespace phoney::service {
namespace {

constexpr RouteParameter kCommon[] = {kCountParameter, kLocaleParameter, kSeedParameter, kNowParameter,
                                      kFormatParameter};

// Examples for required parameters, for people who try out a generator.
struct Required {
  std::string_view generator;
  std::string_view parameter;
  std::string_view example;  // JSON
};
constexpr Required kRequired[] = {
    {"is_leap_year", "year", "2024"},
    {"pesel_compute_check_digit", "pesel", R"("44051401359")"},
    {"pwz_doctor_compute_check_digit", "x", "[2, 5, 4, 9, 6, 1]"},
};

// Picks a member of a Python class, so every request for it is refused.
constexpr std::string_view kWithoutValues = "enum";

// The schemas of responses, by the type of their values.
struct FakeSchema {
  ResultType type;
  std::string_view name;
};
constexpr FakeSchema kFakeSchemas[] = {
    {ResultType::any, "Fake"},          {ResultType::text, "FakeString"},     {ResultType::integer, "FakeInteger"},
    {ResultType::number, "FakeNumber"}, {ResultType::boolean, "FakeBoolean"}, {ResultType::null, "FakeNull"},
    {ResultType::list, "FakeList"},     {ResultType::object, "FakeObject"},
};

// What a generator is in the locales that have it.
struct Home {
  LocaleId locale;      // the one asked for when none is named, else the first that has it
  std::size_t locales;  // how many have it
  bool is_usual;        // whether the locale asked for when none is named does
  ResultType result;    // of its values in each of them
};

// The type of the value that a recipe draws, which nothing declares.
ResultType drawn_type(const Engine& engine, LocaleId locale, GeneratorId generator) {
  const auto sample = sample_of(engine, locale, generator);
  if (!sample || !*sample) return ResultType::any;
  switch ((*sample)->type()) {
    case Value::Type::null:
      return ResultType::null;
    case Value::Type::boolean:
      return ResultType::boolean;
    case Value::Type::integer:
      return ResultType::integer;
    case Value::Type::number:
      return ResultType::number;
    case Value::Type::text:
      return ResultType::text;
    case Value::Type::list:
      return ResultType::list;
    case Value::Type::object:
      return ResultType::object;
  }
  return ResultType::any;
}

ResultType result_of(const Engine& engine, LocaleId locale, GeneratorId generator) {
  const GeneratorSpec* spec = engine.registry().spec(engine.catalogue().binding(locale, generator));
  return spec != nullptr ? spec->result : drawn_type(engine, locale, generator);
}

Home find_home(const Engine& engine, GeneratorId generator) {
  const Catalogue& catalogue = engine.catalogue();
  const LocaleId usual = usual_locale(catalogue, generator).value_or(0);
  Home home{usual, 0, catalogue.is_available(*catalogue.find_locale(kDefaultLocale), generator), ResultType::any};
  for (LocaleId locale = 0; locale < catalogue.locale_count(); ++locale) {
    if (!catalogue.is_available(locale, generator)) continue;
    const ResultType result = result_of(engine, locale, generator);
    if (home.locales++ == 0) {
      home.result = result;
    } else if (result != home.result) {
      home.result = ResultType::any;
    }
  }
  return home;
}

// Whether an integer of more than 64 bits is refused.
bool has_64_bits(const GeneratorSpec& spec, const ParameterSpec& parameter) {
  const std::shared_ptr<void> arguments = spec.create();
  return !parameter.read(Value::integer_text("9223372036854775808"), arguments.get());
}

// The default as JSON if it is of the type, or empty: a list is a string in a query, and null cannot be written there.
std::string schema_default(std::string_view type, std::string shown) {
  const auto value = read_json(shown);
  if (!value) return "";
  using Type = Value::Type;
  const bool is_same = type == "boolean"   ? value->type() == Type::boolean
                       : type == "integer" ? value->is_integer()
                       : type == "number"  ? value->is_integer() || value->type() == Type::number
                                           : value->is_text();
  return is_same ? shown : "";
}

// A parameter's JSON Schema. Lists are written in a query as in a template, [a, b], and are texts there.
std::string schema_of(const GeneratorSpec& spec, const ParameterSpec& parameter) {
  const std::string_view type = parameter.type;
  const std::string_view json =
      type == "boolean" || type == "integer" || type == "number" ? type : std::string_view("string");
  std::string schema = fmt::format(R"({{"type":"{}")", json);
  const bool is_bounded = type == "integer" && has_64_bits(spec, parameter);
  if (is_bounded || parameter.lowest != INT64_MIN) schema += fmt::format(R"(,"minimum":{})", parameter.lowest);
  if (is_bounded || parameter.highest != INT64_MAX) schema += fmt::format(R"(,"maximum":{})", parameter.highest);
  std::string choices;
  for (const std::string_view choice : parameter.choices) {
    choices += choices.empty() ? "" : ",";
    append_json_string(choices, choice);
  }
  if (!choices.empty()) schema += R"(,"enum":[)" + choices + "]";
  const std::string fallback = schema_default(json, default_of(spec, parameter));
  if (!fallback.empty()) schema += R"(,"default":)" + fallback;
  return schema + "}";
}

std::string describe(const GeneratorSpec& spec, const ParameterSpec& parameter, bool is_required) {
  if (is_required) return std::string(parameter.description);
  return fmt::format("{} Default: {}.", parameter.description, default_of(spec, parameter));
}

const Required* find_required(std::string_view generator, std::string_view parameter) {
  const auto* found = std::ranges::find_if(kRequired, [&](const Required& required) {
    return required.generator == generator && required.parameter == parameter;
  });
  return found == std::end(kRequired) ? nullptr : found;
}

void append_own_parameters(Output& out, const GeneratorSpec& spec) {
  for (const ParameterSpec& parameter : spec.parameters()) {
    // The query's own words come first.
    if (std::ranges::find(kCommon, parameter.name, &RouteParameter::name) != std::end(kCommon)) continue;
    const Required* required = find_required(spec.name, parameter.name);
    const std::string schema = schema_of(spec, parameter);
    const std::string description = describe(spec, parameter, required != nullptr);
    const std::string_view example = required != nullptr ? required->example : std::string_view();
    out.append(',');
    append_parameter(out, {parameter.name, schema, description, example}, "query", required != nullptr);
  }
}

// The parameters that all generators have. A locale must be given if the one that is meant without does not have the
// generator.
void append_common_parameters(Output& out, const Catalogue& catalogue, const Home& home) {
  for (const RouteParameter& parameter : kCommon) {
    if (&parameter != kCommon) out.append(',');
    if (parameter.name != kLocaleParameter.name || home.is_usual) {
      out.append(fmt::format(R"({{"$ref":"#/components/parameters/{}"}})", parameter.name));
      continue;
    }
    const std::string example = fmt::format(R"("{}")", catalogue.locale_name(home.locale));
    append_parameter(out, {parameter.name, R"({"$ref":"#/components/schemas/Locale"})", parameter.description, example},
                     "query", true);
  }
}

std::string_view fake_schema_name(ResultType type) {
  return std::ranges::find(kFakeSchemas, type, &FakeSchema::type)->name;
}

void append_path(Output& out, const Engine& engine, GeneratorId generator, const Home& home) {
  const Catalogue& catalogue = engine.catalogue();
  const std::string_view name = catalogue.generator_name(generator);
  out.append(fmt::format(R"(,"/fake/{0}":{{"get":{{"operationId":"fake_{0}","tags":["/fake: {1}"],"summary":)", name,
                         catalogue.provider_name(catalogue.generator_provider(generator))));
  append_json_text(out, description_of(engine, home.locale, generator));
  if (home.locales < catalogue.locale_count()) {
    out.append(fmt::format(R"(,"description":"Available in {} of {} locales, for example {}.")", home.locales,
                           catalogue.locale_count(), catalogue.locale_name(home.locale)));
  }
  out.append(R"(,"parameters":[)");
  append_common_parameters(out, catalogue, home);
  const GeneratorSpec* spec = engine.registry().spec(catalogue.binding(home.locale, generator));
  if (spec != nullptr) append_own_parameters(out, *spec);
  out.append(
      fmt::format(R"(],"responses":{{"200":{{"$ref":"#/components/responses/{}"}})", fake_schema_name(home.result)));
  constexpr int kStatuses[] = {403, 404, 406, 422, 429, 503};
  append_failures(out, kStatuses);
  out.append("}}}");
}

}  // namespace

bool has_path(const Catalogue& catalogue, GeneratorId generator) {
  return catalogue.is_available(generator) && catalogue.generator_name(generator) != kWithoutValues;
}

void append_generator_paths(Output& out, const Engine& engine) {
  const Catalogue& catalogue = engine.catalogue();
  for (GeneratorId generator = 0; generator < catalogue.generator_count(); ++generator) {
    if (has_path(catalogue, generator)) append_path(out, engine, generator, find_home(engine, generator));
  }
}

void append_generator_schemas(Output& out) {
  for (const auto& [type, name] : kFakeSchemas) {
    if (type == ResultType::any) continue;  // that of /fake/{generator}
    out.append(',');
    append_fake_schema(out, name, type);
  }
}

void append_generator_parameters(Output& out) {
  for (const RouteParameter& parameter : kCommon) {
    if (&parameter != kCommon) out.append(',');
    append_json_text(out, parameter.name);
    out.append(':');
    append_parameter(out, parameter, "query", false);
  }
}

void append_generator_responses(Output& out) {
  for (const auto& [type, name] : kFakeSchemas) {
    out.append(fmt::format(R"("{0}":{{"description":"Success.","content":{{"application/json":{{"schema":)"
                           R"({{"$ref":"#/components/schemas/{0}"}}}})",
                           name));
    append_formats(out);
    out.append("}},");
  }
}

}  // namespace phoney::service
