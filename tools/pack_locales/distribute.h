// Moves changes of text from run time to build time.
//
// A user name is slugify(unidecode(lower(bothify("{{last_name}}.{{first_name}}")))). Most changes treat each character
// by itself, so the change of a whole is the whole of its changed parts: instead of lowering every name drawn, the
// program draws from a table of names that were lowered when it was packed. Only the text may change, never a draw.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/opcode.h"
#include "pack_locales/blob_builder.h"

namespace phoney::pack {

class Distributor {
 public:
  explicit Distributor(BlobBuilder& builder) : builder_(builder) {}

  // A program (without `end`) for `transform` of the text that `words` append, that transforms nothing when it runs.
  // Nothing if a part depends on its neighbours or is only known at run time.
  std::optional<Program> distribute(Transform transform, std::uint32_t operand, const Program& words);

 private:
  // One kind of change, and its operand.
  struct Change {
    Transform transform;
    std::uint32_t operand;
  };

  std::optional<Program> change(const Change& change, const std::uint32_t* words);
  std::optional<std::string> change_text(const Change& change, std::string_view text) const;
  std::optional<std::uint32_t> change_texts(const Change& change, std::uint32_t first, std::uint32_t count);
  std::optional<std::uint32_t> change_programs(const Change& change, std::uint32_t first, std::uint32_t count);
  std::optional<Program> change_pattern(const Change& change, const std::uint32_t* words) const;
  bool is_separable(const Change& change, std::string_view text) const;

  std::optional<Program> fill_places(Transform transform, const Program& words);

  BlobBuilder& builder_;
};

// The program that writes a text with places to draw, as `transform` (numerify, ...) draws them; nothing if a place may
// vanish.
std::optional<Program> pattern_program(Transform transform, std::string_view text, BlobBuilder& builder);

}  // namespace phoney::pack
