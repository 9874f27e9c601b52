#include "pack_locales/texts_written.h"

#include "pack_locales/instructions.h"

namespace phoney::pack {
namespace {

using Sought = std::function<bool(std::string_view)>;

bool any_text(const BlobBuilder& builder, std::uint32_t first, std::uint32_t count, const Sought& sought) {
  for (std::uint32_t i = 0; i < count; ++i) {
    if (sought(builder.text_at(first + i))) return true;
  }
  return false;
}

bool any_program(const BlobBuilder& builder, const std::uint32_t* programs, std::uint32_t count, const Sought& sought) {
  for (std::uint32_t i = 0; i < count; ++i) {
    if (any_may_write(builder, builder.code_at(programs[i]), sought)) return true;
  }
  return false;
}

}  // namespace

bool any_may_write(const BlobBuilder& builder, const std::uint32_t* program, const Sought& sought) {
  for (; opcode(*program) != Opcode::end; program += length(program)) {
    if (may_write(builder, program, sought)) return true;
  }
  return false;
}

bool may_write(const BlobBuilder& builder, const std::uint32_t* words, const Sought& sought) {
  const std::uint32_t a = operand(words[0]);
  switch (opcode(words[0])) {
    case Opcode::literal:
    case Opcode::pattern:
      return sought(builder.string(words[1], a));
    case Opcode::pick_text:
      return any_text(builder, words[1], a, sought);
    case Opcode::pick_weighted_text:
      return any_text(builder, words[3], weighted_count(words[0]), sought);
    case Opcode::pick_program:
      return any_program(builder, builder.code_at(words[1]), a, sought);
    case Opcode::pick_weighted_program:
      return any_program(builder, builder.code_at(words[3]), weighted_count(words[0]), sought);
    case Opcode::one_of:
      return any_program(builder, words + 1, a, sought);
    case Opcode::run:
      return any_may_write(builder, builder.code_at(a), sought);
    case Opcode::swap:
      return any_may_write(builder, words + 3, sought) || any_may_write(builder, words + 3 + words[1], sought);
    case Opcode::insert:
      return any_may_write(builder, words + 2, sought);
    case Opcode::digits:
    case Opcode::integer_text:
      return false;  // digits are nobody's mark
    default:
      return true;
  }
}

}  // namespace phoney::pack
