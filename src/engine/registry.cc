#include "engine/registry.h"

namespace phoney {

std::string_view to_string(ResultType type) {
  switch (type) {
    case ResultType::text:
      return "string";
    case ResultType::integer:
      return "integer";
    case ResultType::number:
      return "number";
    case ResultType::boolean:
      return "boolean";
    case ResultType::null:
      return "null";
    case ResultType::list:
      return "array";
    case ResultType::object:
      return "object";
    case ResultType::any:
      return "any";
  }
  return "any";
}

std::vector<NativeGenerator> number_generators(std::span<const ClassGenerators> classes) {
  std::vector<NativeGenerator> natives;
  for (const ClassGenerators& group : classes) {
    for (const GeneratorSpec& spec : group.generators) natives.push_back({group.provider, group.lang, &spec});
  }
  return natives;
}

Registry::Registry(const Catalogue& catalogue, std::span<const ClassGenerators> classes) : catalogue_(catalogue) {
  std::size_t count = 0;
  for (const ClassGenerators& group : classes) count += group.generators.size();
  natives_.reserve(count);  // every process pays for this: one piece of memory, of the size it needs
  for (const ClassGenerators& group : classes) {
    for (const GeneratorSpec& spec : group.generators) natives_.push_back(&spec);
  }
}

const GeneratorSpec* Registry::spec(Binding binding) const {
  if (binding.tag() != blob::BindingTag::native && binding.tag() != blob::BindingTag::either) return nullptr;
  return &native(catalogue_.code()[binding.index()]);
}

}  // namespace phoney
