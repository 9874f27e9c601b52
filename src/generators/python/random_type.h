// Values of types that are drawn from a list of types' names, as Faker's containers hold them.

#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/generator_spec.h"
#include "engine/parameter.h"
#include "engine/session.h"

namespace phoney {

using TypeNames = std::optional<TextList>;

// Of Faker's own choice, the generators, which must be the first that a spec `calls`.
constexpr GeneratorSpec with_types(const GeneratorSpec& spec) {
  return spec.calls({"pystr", "pyfloat", "pyint", "pydecimal", "date_time", "uri", "email"});
}
inline constexpr std::size_t kTypeGenerators = 7;

class RandomType {
 public:
  // Faker's own choice, or the names of both lists, less those that are left out.
  RandomType(Context& context, const TextList& types) : context_(context), types_(types) {}

  // Appends a value with its own type. Returns the type's name, which is empty for one of Faker's own choice.
  std::string_view append(Output& out) const;

 private:
  Context& context_;
  const TextList& types_;  // empty: Faker's own choice
};

// The names of both lists, less those in `left_out`.
TextList joined_types(const TypeNames& value_types, const TypeNames& allowed_types,
                      std::span<const std::string_view> left_out);

}  // namespace phoney
