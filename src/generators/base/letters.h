// Letters for the question marks of a string, as several of Faker's generators take them from their caller.

#pragma once

#include <string_view>

#include "engine/patterns.h"
#include "engine/session.h"

namespace phoney {

// Draws every ? of the text from `start` on. Faker raises only once it meets one for which there is no letter.
inline void fill_letters(Context& context, std::string_view letters, Output& out, std::size_t start) {
  if (!letters.empty()) {
    lexify(context.random(), out, start, letters);
  } else if (out.view_from(start).find('?') != std::string_view::npos) {
    context.fail(ErrorCode::generation_failed, "`letters` is empty, but the string has a `?`");
  }
}

}  // namespace phoney
