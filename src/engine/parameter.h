// How a parameter's value goes from a request into the typed member of a generator's argument struct.
//
// `ParameterTraits<T>` exists for each type such a member may have. It names the type for a person, reads a Value, and
// shows a default. Values come as text over HTTP and in templates, so a number is also accepted where a string is
// wanted, as it was written; nothing else is converted.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/output.h"
#include "base/result.h"
#include "base/value.h"

namespace phoney {

using TextList = std::vector<std::string>;
using IntegerList = std::vector<std::int64_t>;

// Values for random_element and its kin, each spelled in advance. Weighted when they came as an object of numbers.
struct Elements {
  struct Item {
    std::string json;
    std::string python;
    Kind kind = Kind::text;

    void append_to(Output& out) const;
  };
  std::vector<Item> items;
  std::vector<double> weights;  // empty, or one per item

  // ("a", "b", "c"), Faker's default.
  static Elements abc();
};

template <class T>
struct ParameterTraits;

#define PHONEY_PARAMETER_TRAITS(Type, Name)                   \
  template <>                                                 \
  struct ParameterTraits<Type> {                              \
    static constexpr std::string_view type_name = Name;       \
    static Result<void> read(const Value& value, Type& into); \
    static std::string show(const Type& value);               \
  }

PHONEY_PARAMETER_TRAITS(bool, "boolean");
PHONEY_PARAMETER_TRAITS(std::int64_t, "integer");
PHONEY_PARAMETER_TRAITS(double, "number");
PHONEY_PARAMETER_TRAITS(std::string, "string");
PHONEY_PARAMETER_TRAITS(TextList, "list of strings");
PHONEY_PARAMETER_TRAITS(IntegerList, "list of integers");
PHONEY_PARAMETER_TRAITS(Elements, "list");
#undef PHONEY_PARAMETER_TRAITS

template <class T>
struct ParameterTraits<std::optional<T>> {
  static constexpr std::string_view type_name = ParameterTraits<T>::type_name;
  static Result<void> read(const Value& value, std::optional<T>& into) {
    if (value.is_null()) {
      into.reset();
      return {};
    }
    return ParameterTraits<T>::read(value, into.emplace());
  }
  static std::string show(const std::optional<T>& value) { return value ? ParameterTraits<T>::show(*value) : "null"; }
};

}  // namespace phoney
