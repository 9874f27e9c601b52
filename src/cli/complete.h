// What a shell can complete the last word with. The scripts that `phoney completions` prints ask this, so that they
// never go out of date: `phoney __complete WORD ... CURRENT`.

#pragma once

#include <span>
#include <string>

#include "engine/engine.h"

namespace phoney::cli {

inline constexpr std::string_view kCompleteWord = "__complete";

// One candidate per line, a tab and its description; `:file` asks the shell for file names. `words` are those after
// `phoney` up to the cursor; the last, perhaps empty, is the one to complete.
std::string complete(const Engine& engine, std::span<const std::string> words);

}  // namespace phoney::cli
