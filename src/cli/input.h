// Reads a file or standard input.

#pragma once

#include <string>

#include "base/result.h"

namespace phoney::cli {

// The content of the file at `path`, or of standard input if it is "-". The error `io_error` names it.
Result<std::string> read_input(const std::string& path);

}  // namespace phoney::cli
