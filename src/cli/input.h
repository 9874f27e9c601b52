// What a command is given to read: a file or standard input.

#pragma once

#include <string>

#include "base/result.h"

namespace phoney::cli {

// All of the file at `path`, of standard input if that is "-". The error `io_error` names it.
Result<std::string> read_input(const std::string& path);

}  // namespace phoney::cli
