// Prints errors and warnings on standard error.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace phoney::cli {

// A label says what a message is about, such as one of several files: `phoney: user.json: message`.

// Prints `phoney: field: message` with the error's context and suggestions. Returns the exit code.
int report(const Error& error, std::string_view label = "");

// Prints all errors of a template and, if there are several, their number. Returns kFailed.
int report_template_errors(std::span<const Error> errors, std::string_view label = "");

// Prints `phoney: warning: ...`.
void warn(std::string_view message, std::string_view label = "");

}  // namespace phoney::cli
