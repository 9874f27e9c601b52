// The one printer of errors.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace phoney::cli {

// A label says first what a message is about, such as one of several files: `phoney: user.json: message`.

// Prints `phoney: field: message` on stderr, with the error's context and suggestions, and returns the exit code.
int report(const Error& error, std::string_view label = "");

// Prints every error of a template, with a closing line if there are several. Returns the exit code of failed work.
int report_template_errors(std::span<const Error> errors, std::string_view label = "");

// Prints `phoney: warning: ...` on stderr.
void warn(std::string_view message, std::string_view label = "");

}  // namespace phoney::cli
