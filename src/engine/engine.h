// Engine: finds generators and locales by the names people use, and binds arguments to them.

#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "engine/registry.h"
#include "engine/session.h"

namespace phoney {

// A generator in a locale with its arguments, ready to run.
struct BoundCall {
  GeneratorId generator = 0;
  Binding binding;
  Arguments arguments;                  // null: the defaults
  const GeneratorSpec* spec = nullptr;  // null: a recipe, which has no parameters
  std::uint64_t steps = 1;              // of work for a value at least, which grow with the arguments (Session::run)
  // The program that writes the value as JSON has it between quotes, if it is always text; see Session::run_text.
  std::optional<std::uint32_t> json_text;
};

class Engine {
 public:
  explicit Engine(const Registry& registry) : registry_(registry), catalogue_(registry.catalogue()) {}

  const Registry& registry() const { return registry_; }
  const Catalogue& catalogue() const { return catalogue_; }

  // A generator by Faker's name or by a beginner's word for it ("phone"). Faker's own names win.
  // Error `unknown_generator`, with the nearest names.
  Result<GeneratorId> find_generator(std::string_view name) const;

  // The same for use in a locale: a beginner's word wins over a name of Faker's that the locale does not have, as
  // `street` in en_US.
  Result<GeneratorId> find_generator(LocaleId locale, std::string_view name) const;

  // Binds arguments once, in the order given. Errors: `unknown_generator` if the locale has no such generator,
  // `not_implemented`, `unknown_parameter`, `invalid_argument`. `field` of an error is the parameter's name.
  Result<BoundCall> bind(LocaleId locale, GeneratorId generator, const Value::Object& parameters) const;

  // Locales that have the generator.
  std::vector<std::string_view> locales_with(GeneratorId generator) const;

 private:
  std::optional<std::uint32_t> find_json_text(Binding binding) const;
  std::optional<GeneratorId> find_alias(std::string_view name) const;
  Result<Arguments> bind_arguments(const GeneratorSpec& spec, const Value::Object& parameters) const;

  const Registry& registry_;
  const Catalogue& catalogue_;
};

}  // namespace phoney
