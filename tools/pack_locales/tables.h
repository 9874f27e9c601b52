// Resolves the table references of recipes and C++ generators to values, and values to packed tables.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pack_locales/blob_builder.h"
#include "pack_locales/dataset.h"
#include "pack_locales/recipe.h"

namespace phoney::pack {

// The class through which a recipe sees tables: that of the locale, not of the recipe.
struct Scope {
  std::string locale;
  std::string provider;
  std::string lang;
};

class Tables {
 public:
  Tables(const Dataset& dataset, BlobBuilder& builder) : dataset_(dataset), builder_(builder) {}

  // The value that a reference names. Error `unknown_parameter` if a class attribute does not exist: Python's hasattr.
  Result<Value> resolve(const Expression& reference, const Scope& scope) const;
  // As `resolve`, for references written in C++: `name`, `provider/lang:name`, `column(name, 0)`.
  Result<Value> resolve(std::string_view reference, const Scope& scope) const;

  // What random_element chooses from: entries and weights.
  struct Choices {
    std::vector<Entry> entries;
    std::vector<double> weights;
  };
  static Result<Choices> choices(const Value& value);

  // A table as C++ sees it, nested lists as groups.
  std::uint32_t pack(const Value& value);

 private:
  // keys(...) and the other operations on tables.
  Result<Value> compute(const Expression& operation, const Scope& scope) const;

  const Dataset& dataset_;
  BlobBuilder& builder_;
};

// The characters of a text.
std::vector<std::string> characters(std::string_view text);

}  // namespace phoney::pack
