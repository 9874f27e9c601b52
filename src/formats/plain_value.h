// PlainValue: a program, or part of one, as plain text: a string without quotes and escapes, anything else as JSON.

#pragma once

#include <cstddef>
#include <memory>

#include "engine/generation.h"
#include "formats/json_plan.h"

namespace phoney {

class PlainValue {
 public:
  // The value of the nodes from `first` up to `last`. `program` must outlive it.
  PlainValue(const Program& program, std::size_t first, std::size_t last);

  // Appends one rendering and leaves its kind in the output: `text` only for what was a string. False if a value
  // failed.
  bool render(Generation& generation, Output& out) const;
  // Bytes that it keeps, itself included.
  std::size_t memory() const { return sizeof *this + (json_ ? sizeof *json_ + json_->memory() : 0); }

 private:
  bool append_mixed(Generation& generation, Output& out) const;
  bool append_json(Generation& generation, Output& out) const;

  const Program& program_;
  std::size_t first_;
  std::size_t last_;
  std::unique_ptr<const JsonPlan> json_;  // for lists and objects alone: a record can have very many values
};

}  // namespace phoney
