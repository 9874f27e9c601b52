// `phoney batch`: one JSON request per input line, one JSON answer per output line, in order.

#pragma once

#include <cstdio>

#include "engine/engine.h"

namespace phoney::cli {

// Answers every line of the descriptor `input` on `output`, and writes all answers out before it waits for more. A
// request that fails is answered with an `error` object; the rest go on.
Result<void> run_batch(const Engine& engine, int input, std::FILE* output);

}  // namespace phoney::cli
