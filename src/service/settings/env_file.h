// .env files: settings as NAME=value, one per line, among the settings of other programs.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace phoney::service {

using EnvEntries = std::vector<std::pair<std::string, std::string>>;

// A line that is no entry.
struct EnvProblem {
  std::size_t line = 0;
  std::string name;     // that the line begins with; may be empty
  std::string message;  // "has no closing quote"; never shows the value
};

struct EnvFile {
  EnvEntries entries;  // a name given twice has its last value
  std::vector<EnvProblem> problems;
};

// Reads lines such as
//
//   # a comment
//   PORT=8080              # another
//   export API_USERNAME="ann"
//   API_PASSWORD_HASH='$2b$12$...'
//
// as python-dotenv does, whose grammar also decides where a value over several lines ends, and where to go on after a
// line that is no entry. In double quotes, \n, \t, \", \\ and their like are escapes, in single quotes \' and \\, and
// without quotes nothing is. Unlike there, nowhere is `$` replaced by anything, and \$ in double quotes is `$`.
// The error is of a file that is no text.
Result<EnvFile> parse_env(std::string_view text);

// The same of a file. Error `io_error` if it cannot be read.
Result<EnvFile> read_env_file(const std::string& path);

}  // namespace phoney::service
