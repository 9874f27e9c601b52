// The one printer of errors.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace phoney::cli {

// Prints `phoney: field: message` on stderr, with the error's context and suggestions, and returns the exit code.
int report(const Error& error);

// Prints every error of a template, with a closing line if there are several. Returns the exit code of failed work.
int report_template_errors(std::span<const Error> errors);

// Prints `phoney: warning: ...` on stderr.
void warn(std::string_view message);

}  // namespace phoney::cli
