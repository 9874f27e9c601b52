#include "service/generator_details.h"

#include "base/json_reader.h"
#include "base/json_text.h"
#include "base/near.h"
#include "engine/unavailable.h"
#include "locale/default_locale.h"
#include "service/fake.h"

namespace phoney::service {
namespace {

constexpr std::int64_t kSampleSeed = 42;
constexpr std::size_t kMostText = 200;        // bytes of a sample that is text
constexpr std::size_t kMostJson = 2000;       // of another
constexpr std::size_t kMostMade = 4UL << 20;  // of what is drawn for it: `binary` makes a mebibyte

bool has(const Catalogue& catalogue, LocaleId locale, GeneratorId generator) {
  return catalogue.binding(locale, generator).tag() != blob::BindingTag::none;
}

void append_parameter(const GeneratorSpec& spec, const ParameterSpec& parameter, Output& out) {
  out.append(R"({"name":)");
  append_json_text(out, parameter.name);
  out.append(R"(,"type":)");
  append_json_text(out, parameter.type);
  out.append(R"(,"default":)");
  append_json_text(out, default_of(spec, parameter));
  out.append(R"(,"description":)");
  append_json_text(out, parameter.description);
  out.append(R"(,"choices":[)");
  for (std::size_t i = 0; i < parameter.choices.size(); ++i) {
    if (i > 0) out.append(',');
    append_json_text(out, parameter.choices[i]);
  }
  out.append("]}");
}

}  // namespace

std::optional<LocaleId> usual_locale(const Catalogue& catalogue, GeneratorId generator) {
  const auto first = [&](auto is_fit) -> std::optional<LocaleId> {
    const auto usual = catalogue.find_locale(kDefaultLocale);
    if (usual && is_fit(*usual)) return *usual;
    for (LocaleId locale = 0; locale < catalogue.locale_count(); ++locale) {
      if (is_fit(locale)) return locale;
    }
    return std::nullopt;
  };
  const auto available = first([&](LocaleId locale) { return catalogue.is_available(locale, generator); });
  return available ? available : first([&](LocaleId locale) { return has(catalogue, locale, generator); });
}

std::string default_of(const GeneratorSpec& spec, const ParameterSpec& parameter) {
  return spec.defaults == nullptr ? "null" : parameter.show_default(spec.defaults());
}

std::string_view description_of(const Engine& engine, LocaleId locale, GeneratorId generator) {
  const Catalogue& catalogue = engine.catalogue();
  if (const auto* spec = engine.registry().spec(catalogue.binding(locale, generator))) return spec->description;
  const auto* unavailable = find_unavailable(catalogue.generator_name(generator));
  return unavailable != nullptr ? unavailable->description : catalogue.generator_description(generator);
}

void append_generator_head(const Engine& engine, LocaleId locale, GeneratorId generator, Output& out) {
  const Catalogue& catalogue = engine.catalogue();
  const GeneratorSpec* spec = engine.registry().spec(catalogue.binding(locale, generator));
  out.append(R"({"name":)");
  append_json_text(out, catalogue.generator_name(generator));
  out.append(R"(,"provider":)");
  append_json_text(out, catalogue.provider_name(catalogue.generator_provider(generator)));
  out.append(R"(,"description":)");
  append_json_text(out, description_of(engine, locale, generator));
  out.append(R"(,"returns":)");
  append_json_text(out, to_string(spec != nullptr ? spec->result : ResultType::text));
  out.append(R"(,"parameters":[)");
  if (spec != nullptr) {
    for (std::size_t i = 0; i < spec->parameter_count; ++i) {
      if (i > 0) out.append(',');
      append_parameter(*spec, spec->parameters()[i], out);
    }
  }
  out.append(']');
}

Result<std::optional<Value>> sample_of(const Engine& engine, LocaleId locale, GeneratorId generator,
                                       const Cancellation& cancellation) {
  const std::optional<Value> none;
  const auto call = engine.bind(locale, generator, {});
  if (!call) return none;
  Session session(engine.registry(), locale, Seed::from_integer(kSampleSeed), Clock(Clock().now()));
  session.work_limit().limit_time(kMaxPublicCpu, cancellation);
  Output out;
  OutputCeiling ceiling(out, kMostMade);
  const bool fits = ceiling.holds([&] { append_json_value(session, *call, out); });
  if (auto failure = session.take_failure()) {
    if (failure->code == ErrorCode::interrupted) return *std::move(failure);
    return none;
  }
  if (!fits) return none;
  auto value = read_json(out.view());
  if (!value) return none;
  if (value->is_text()) return std::optional(Value::text(shortened(value->as_text(), kMostText)));
  if (out.size() > kMostJson) return none;
  return std::optional(std::move(*value));
}

Result<void> append_generator_details(const Engine& engine, LocaleId locale, GeneratorId generator,
                                      const Cancellation& cancellation, Output& out) {
  const auto sample = sample_of(engine, locale, generator, cancellation);
  if (!sample) return sample.error();
  const Catalogue& catalogue = engine.catalogue();
  append_generator_head(engine, locale, generator, out);
  out.append(catalogue.is_available(locale, generator) ? R"(,"pending":false,"locale":)"
                                                       : R"(,"pending":true,"locale":)");
  append_json_text(out, catalogue.locale_name(locale));
  out.append(R"(,"sample":)");
  out.append(*sample ? (*sample)->to_json() : "null");
  out.append(R"(,"locales":[)");
  bool first = true;
  for (const std::string_view name : engine.locales_with(generator)) {
    if (!std::exchange(first, false)) out.append(',');
    append_json_text(out, name);
  }
  out.append("]}");
  return {};
}

}  // namespace phoney::service
