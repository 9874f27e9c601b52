// Reading programs back while they are packed.

#pragma once

#include <cstdint>

#include "engine/opcode.h"

namespace phoney::pack {

inline Opcode opcode(std::uint32_t word) { return static_cast<Opcode>(word & 0xff); }
inline std::uint32_t operand(std::uint32_t word) { return word >> 8; }
// Number of entries of a weighted pick.
inline std::uint32_t weighted_count(std::uint32_t word) { return word >> 14; }

// Number of words of the instruction at `words`.
inline std::uint32_t length(const std::uint32_t* words) {
  switch (opcode(*words)) {
    case Opcode::end:
    case Opcode::pick_value:
    case Opcode::run:
    case Opcode::native:
    case Opcode::run_as_text:
    case Opcode::native_as_text:
    case Opcode::null:
    case Opcode::digits:
      return 1;
    case Opcode::literal:
    case Opcode::pick_text:
    case Opcode::pick_program:
    case Opcode::fail:
      return 2;
    case Opcode::pick_weighted_text:
    case Opcode::pick_weighted_program:
      return 4;
    case Opcode::integer_text:
    case Opcode::integer:
      return 5;
    case Opcode::pattern:
      return 3 + ((words[2] & 0xffffu) + 1) / 2;
    case Opcode::transform:
      return 3 + words[1];
    case Opcode::insert:
      return 2 + words[1];
    case Opcode::swap:
      return 3 + words[1] + words[2];
    case Opcode::one_of:
      return 1 + operand(*words);
  }
  return 1;
}

}  // namespace phoney::pack
