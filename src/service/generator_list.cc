#include "service/generator_list.h"

#include "base/json_text.h"
#include "service/query.h"

namespace phoney::service {
namespace {

void append_parameter(const GeneratorSpec& spec, const ParameterSpec& parameter, Output& out) {
  out.append(R"({"name":)");
  append_json_text(out, parameter.name);
  out.append(R"(,"type":)");
  append_json_text(out, parameter.type);
  out.append(R"(,"default":)");
  append_json_text(out, parameter.show_default(spec.defaults));
  out.append(R"(,"description":)");
  append_json_text(out, parameter.description);
  out.append(R"(,"choices":[)");
  for (std::size_t i = 0; i < parameter.choices.size() && !parameter.choices[i].empty(); ++i) {
    if (i > 0) out.append(',');
    append_json_text(out, parameter.choices[i]);
  }
  out.append("]}");
}

void append_generator(const Engine& engine, GeneratorId generator, Binding binding, Output& out) {
  const Catalogue& catalogue = engine.catalogue();
  const GeneratorSpec* spec = engine.registry().spec(binding);
  out.append(R"({"name":)");
  append_json_text(out, catalogue.generator_name(generator));
  out.append(R"(,"provider":)");
  append_json_text(out, catalogue.provider_name(catalogue.generator_provider(generator)));
  out.append(R"(,"description":)");
  append_json_text(out, spec != nullptr ? spec->description : catalogue.generator_description(generator));
  out.append(R"(,"returns":)");
  append_json_text(out, to_string(spec != nullptr ? spec->result : ResultType::text));
  out.append(R"(,"parameters":[)");
  if (spec != nullptr) {
    for (std::size_t i = 0; i < spec->parameter_count; ++i) {
      if (i > 0) out.append(',');
      append_parameter(*spec, spec->parameters()[i], out);
    }
  }
  out.append("]}");
}

}  // namespace

Problems read_generator_query(std::string_view query, std::string& locale) {
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

Result<void> append_generators(const Engine& engine, std::string_view locale_name, Output& out) {
  const Catalogue& catalogue = engine.catalogue();
  const auto locale = catalogue.find_locale(locale_name);
  if (!locale) return locale.error();
  out.append(R"({"locale":)");
  append_json_text(out, catalogue.locale_name(*locale));
  out.append(R"(,"generators":[)");
  std::int64_t count = 0;
  for (GeneratorId generator = 0; generator < catalogue.generator_count(); ++generator) {
    const Binding binding = catalogue.binding(*locale, generator);
    if (binding.tag() == blob::BindingTag::none || binding.tag() == blob::BindingTag::pending) continue;
    if (count++ > 0) out.append(',');
    append_generator(engine, generator, binding, out);
  }
  out.append(R"(],"count":)");
  out.append_integer(count);
  out.append('}');
  return {};
}

}  // namespace phoney::service
