// Compiles recipes to programs, locale by locale, and binds every generator of Faker's to what does it.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/opcode.h"
#include "engine/registry.h"
#include "locale/catalogue.h"
#include "pack_locales/blob_builder.h"
#include "pack_locales/dataset.h"
#include "pack_locales/distribute.h"
#include "pack_locales/recipe.h"
#include "pack_locales/tables.h"

namespace phoney::pack {

// What a piece of a recipe compiled to. Instructions without the final `end`.
struct Code {
  Program words;
  bool is_text = true;  // whether its value is text whatever it draws
};

// A generator's binding in a locale.
struct Bound {
  blob::BindingTag tag = blob::BindingTag::none;
  std::uint32_t index = 0;  // of a recipe's first word, or of a native record
  bool is_text = true;
  bool is_plain = false;       // of a recipe: its text needs no escape in JSON
  bool has_json_twin = false;  // of a recipe: the word before its first is the index of a program that escapes its text
  std::uint32_t program = 0;   // of a recipe: index of its first word
  Program inline_words;        // of a recipe: its instructions, without `end`

  bool has_program() const { return tag == blob::BindingTag::program || tag == blob::BindingTag::either; }
  // As the blob has it.
  std::uint32_t bits() const {
    const bool text = has_program() && is_text;
    return static_cast<std::uint32_t>(tag) | (text ? blob::kAlwaysText : 0u) |
           (text && is_plain ? blob::kPlainText : 0u) | (text && has_json_twin ? blob::kJsonTwin : 0u) |
           index << blob::kBindingIndexShift;
  }
};

class Compiler {
 public:
  Compiler(const Dataset& dataset, const Recipes& recipes, std::vector<NativeGenerator> natives, BlobBuilder& builder);

  // Binds `generator` in `locale`. A generator whose code or whose callee's code is missing is pending.
  Result<Bound> bind(const std::string& locale, const std::string& generator);

  // Generators of a locale, with the provider that has each.
  const std::map<std::string, Scope>& generators(const std::string& locale);

  // Recipes and C++ generators that no locale used: leftovers or misspellings.
  std::vector<std::string> unused() const;

 private:
  // Errors of code `not_implemented` mean pending; any other breaks the build.
  Result<Bound> bind_function(const Scope& scope, const std::string& function);
  Result<Bound> bind_recipe(const Scope& scope, const Recipe& recipe);
  Bound either(Bound program, const Bound& native);
  Result<Bound> bind_native(const Scope& scope, std::uint32_t number);
  Result<Bound> callee(const Scope& scope, const Expression& name);

  Result<Code> compile(const Expression& expression, const Scope& scope);
  Result<Code> compile_operation(const Expression& expression, const Scope& scope);
  Result<Code> compile_pick(const Expression& expression, const Scope& scope);
  Result<Code> compile_over_choices(const Expression& expression, const Expression& pick, const Scope& scope);
  Result<Code> compile_parse(const std::string& format, const Scope& scope);
  Result<Code> compile_parse_drawn(const Expression& pattern, const Scope& scope);
  Result<Code> compile_token(const std::string& generator, const std::string& group, const Scope& scope);
  Result<Code> compile_join(const Expression& expression, const Scope& scope);
  Result<Code> compile_pick_each(const Expression& expression, const Scope& scope);
  Result<Code> compile_one_of(const Expression& expression, const Scope& scope);
  Result<Code> compile_transform(Transform transform, const Expression& expression, const Scope& scope);
  Result<std::uint32_t> transform_operand(Transform transform, const Expression& expression, const Scope& scope);
  Program pick_from(std::uint32_t index) const;
  Code literal(std::string_view text);
  Result<Code> call(const Bound& bound, bool as_text);
  void append_text(Code& target, const Code& part);

  const Dataset& dataset_;
  const Recipes& recipes_;
  std::vector<NativeGenerator> natives_;
  std::map<std::string, std::uint32_t> native_numbers_;  // by "provider/lang.function"
  BlobBuilder& builder_;
  Tables tables_;
  Distributor distributor_;
  std::map<std::string, std::map<std::string, Scope>> generators_;        // by locale, by generator
  std::map<std::pair<std::string, std::string>, std::string> functions_;  // by locale and generator
  std::map<std::string, Bound> bound_;  // by "locale generator" and "locale provider/lang.function"
  std::map<std::string, bool> in_progress_;
  std::map<std::string, bool> used_;
};

}  // namespace phoney::pack
