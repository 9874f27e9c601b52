// Lexer: one template string cut into text and placeholders.
//
//   string      = { text | placeholder }                                       "\{{" is literal braces, "\\{{" a
//   backslash
//                                                                              and a placeholder, and so on by pairs
//   placeholder = "{{" target [ ":" [ parameter { "," parameter } ] ] "}}"     spaces are allowed between any two
//   target      = path | "[" path "]"                                          the latter makes a list
//   path        = name { "." name }                                            the last name is the generator
//   parameter   = name "=" value
//   value       = "true" | "false" | "null" | number | quoted | word | list | object
//   list        = "[" [ value { "," value } ] "]"
//   object      = "{" [ key ":" value { "," key ":" value } ] "}"
//   key         = quoted | anything else up to a space or one of : , { } [ ]
//   quoted      = '"' ... '"' | "'" ... "'"                                    with \" \' \\ \n \t
//   number      = as in JSON; 007 and +44 are words, so that codes keep their leading characters
//   word        = anything else up to , } or a space, and ] in a list; may begin with { if that opens no object

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "engine/work_limit.h"

namespace phoney::templates {

// A placeholder as written. Columns count bytes from 0 in the string.
struct PlaceholderText {
  struct Parameter {
    std::string name;
    Value value;
    std::size_t column;
  };
  std::string generator;  // the last name of the path
  std::string path;       // with the names before it, "customer.email"; empty: there are none
  bool is_list = false;
  std::vector<Parameter> parameters;
  std::size_t column = 0;  // of the opening braces
  std::size_t generator_column = 0;
};

using Part = std::variant<std::string, PlaceholderText>;

// Why a string could not be cut, and where.
struct SyntaxError {
  std::string message;
  std::size_t column;
  std::size_t placeholder = 0;  // the column of its opening braces
  std::string hint;             // what to write instead, if that can be told; a proposal of more comes first
};

struct LexedString {
  std::vector<Part> parts;
  std::vector<SyntaxError> errors;  // one per malformed placeholder; if any, `parts` is incomplete
};

// `work` is asked for each value of a parameter; where it may not go on, `parts` is incomplete too.
LexedString lex(std::string_view text, WorkLimit& work);
// The same without a limit.
LexedString lex(std::string_view text);

// Reads one parameter's value as `{{...}}` takes it, for the command line and query strings: 3, -2.5, true, [a, b],
// {a: 1}, text. Lists and objects may be JSON. What is not a number, a word of the language, a quoted string, a list or
// an object is a word as it stands.
Value parse_parameter(std::string_view text);

}  // namespace phoney::templates
