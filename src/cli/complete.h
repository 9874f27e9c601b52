// Completion candidates for the last word. The scripts that `phoney completions` prints call this as `phoney __complete
// WORD ... CURRENT`, so that they never get out of date.

#pragma once

#include <span>
#include <string>

#include "engine/engine.h"

namespace phoney::cli {

inline constexpr std::string_view kCompleteWord = "__complete";

// One candidate per line, with a tab and its description; `:file` tells the shell to complete file names. `words` are
// the words after `phoney` up to the cursor; the last, which may be empty, is the one to complete.
std::string complete(const Engine& engine, std::span<const std::string> words);

}  // namespace phoney::cli
