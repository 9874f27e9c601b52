// Runs the HTTP service until SIGTERM or SIGINT.

#pragma once

#include <cstdint>
#include <string>

#include "engine/engine.h"

namespace phoney::cli {

// Returns the exit code. Prints the address on stderr once clients can connect.
int serve(const Engine& engine, const std::string& host, std::uint16_t port, unsigned threads);

}  // namespace phoney::cli
