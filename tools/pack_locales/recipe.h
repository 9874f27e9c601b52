// The recipe language: data/recipes/*.recipe parsed to expressions. Its grammar stands in data/recipes/README.md.

#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace phoney::pack {

struct Expression {
  enum class Type {
    text,       // "literal"
    integer,    // 42
    name,       // a table, or a generator inside call(...)
    foreign,    // provider/lang:name
    operation,  // pick(...), join(...), ...; `text` is its name
    index,      // table[2] or table["key"]: arguments = {table, text or integer}
    list,       // ["a", "b"]
    sum,        // a + b
    either,     // a or b
    option,     // name=value inside an operation: arguments = {value}
  };
  Type type = Type::text;
  std::string text;
  std::string provider;  // of a foreign name
  std::string lang;
  std::int64_t number = 0;
  std::vector<Expression> arguments;
};

struct Recipe {
  Expression expression;
  std::string place;  // file:line, for messages
};

// All recipe files.
struct Recipes {
  std::map<std::string, Recipe> recipes;            // by "provider/lang.function"
  std::map<std::string, std::string> descriptions;  // of generators, by name
  std::map<std::string, std::string> providers;     // description by provider
  std::map<std::string, bool> complete;             // providers of which nothing may be missing

  static Result<Recipes> read(const std::filesystem::path& directory);
};

// Parses the right side of one definition.
Result<Expression> parse_expression(std::string_view text);

// Parses one file's text into `recipes`.
Result<void> parse_recipes(std::string_view text, const std::string& provider, const std::string& file,
                           Recipes& recipes);

}  // namespace phoney::pack
