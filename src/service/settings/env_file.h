// .env files: settings as NAME=value, a line each.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace phoney::service {

using EnvEntries = std::vector<std::pair<std::string, std::string>>;

// Reads lines such as
//
//   # a comment
//   PORT=8080              # another
//   export API_USERNAME="ann"
//   API_PASSWORD_HASH='$2b$12$...'
//
// In double quotes, \n, \t, \", \\ and \$ are escapes; in single quotes and without quotes nothing is, and nowhere is
// `$` replaced by anything. A name given twice has its last value. Errors name the line, and never show its value.
Result<EnvEntries> parse_env(std::string_view text);

// The same of a file. Error `io_error` if it cannot be read.
Result<EnvEntries> read_env_file(const std::string& path);

}  // namespace phoney::service
