// JsonPlan: a program, or part of one, flattened to runs of ready JSON text with places for values between them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/generation.h"

namespace phoney {

class JsonPlan {
 public:
  // Plans the nodes from `first` up to `last`.
  JsonPlan(const Program& program, std::size_t first, std::size_t last);

  // Appends one rendering. False if a value failed.
  bool render(Generation& generation, Output& out) const;
  // Bytes that it keeps besides itself.
  std::size_t memory() const { return text_.capacity() + steps_.capacity() * sizeof(Step); }

 private:
  enum class Type : std::uint8_t {
    text,   // a value known to be text, whole or inside a string
    value,  // a whole value, quoted if it is text
    part,   // inside a string: Python's str() of it
    list,   // a JSON array of `count` values
    done,
  };
  // Some text, then a value.
  struct Step {
    std::uint32_t text_offset;
    std::uint32_t text_size;
    Type type;
    const Placeholder* placeholder;
  };

  void finish_step(std::size_t& text_start, Type type, const Placeholder* placeholder);
  static bool append_value(Generation& generation, const Placeholder& placeholder, Output& out);
  static bool append_part(Generation& generation, const Placeholder& placeholder, Output& out);
  static bool append_list(Generation& generation, const Placeholder& placeholder, Output& out);

  std::string text_;  // padded, so that 16 bytes can be read from any place in use
  std::vector<Step> steps_;
};

}  // namespace phoney
