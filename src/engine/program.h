// Program: a template compiled: the shape of one record, with every placeholder bound.
//
// It is flat, in the order of output, which is the order of draws: objects and lists open and close as nodes. A format
// (src/formats) turns it once into its own plan, and then runs the plan for each record.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace phoney {

// One `{{...}}`.
struct Placeholder {
  BoundCall call;
  std::string field;             // path of the field it stands in, "user.email"
  std::string generator;         // as written
  std::int64_t count = kSingle;  // {{[name]:count=3}} makes a list
  bool unique = false;           // strict: running out is an error
  std::size_t unique_key = 0;    // placeholders with the same generator and parameters share what they have seen

  static constexpr std::int64_t kSingle = -1;
};

struct Node {
  enum class Type : std::uint8_t {
    begin_object,
    key,  // text: the member's name; the next value belongs to it
    end_object,
    begin_list,
    end_list,
    literal,      // text: any JSON value that is not a string, as written
    text,         // text: a string without placeholders
    value,        // placeholder: the whole string was one; its own type is kept
    begin_mixed,  // a string of several parts, each `text` or `value`
    end_mixed,
  };
  Type type;
  std::string text;
  std::size_t placeholder = 0;
};

struct Program {
  LocaleId locale = 0;
  std::vector<Node> nodes;
  std::vector<Placeholder> placeholders;
  std::size_t unique_keys = 0;

  // Values drawn for one record, lists counted by their elements.
  std::uint64_t values_per_record() const;
  // About how many bytes it takes, without the arguments of its placeholders.
  std::size_t memory() const;
};

}  // namespace phoney
