// LoosePlaceholder: a placeholder that the lexer refuses, taken apart as its writer may have meant it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace phoney::templates {

struct LoosePlaceholder {
  struct Argument {
    std::string name;   // empty: it has only a place
    std::string value;  // as written: a,b of elements=a,b
  };

  std::string name;  // as written: "fake.name", "$guid", "First Name"
  bool is_list = false;
  std::vector<Argument> arguments;
};

// Reads what stands between the braces: a name, then arguments behind a colon, in parentheses, behind spaces or after a
// comma; name[3] is a list of three. `faker 'person.firstName'`, as in Mockoon, is the name in quotes. What stands
// behind a bar is left out, because there are no filters.
LoosePlaceholder read_loosely(std::string_view inside);

// The parts of a value between its commas, or between its spaces if it has no commas: a and b of "a, b".
std::vector<std::string_view> split_value(std::string_view value);

}  // namespace phoney::templates
