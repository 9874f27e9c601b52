// `phoney batch`: one JSON request per input line, one JSON response per output line, in the same order.

#pragma once

#include <cstdio>

#include "engine/engine.h"

namespace phoney::cli {

// Reads requests from the descriptor `input` and writes responses to `output`. Flushes all responses before it waits
// for more requests. The response to a request that fails has `error`, with its line; the next requests
// continue. A blank line gets no response.
Result<void> run_batch(const Engine& engine, int input, std::FILE* output);

}  // namespace phoney::cli
