#include "cli/colour.h"

#include <unistd.h>

#include <cstdlib>

#include "base/terminal_text.h"

namespace phoney::cli {
namespace {

// An empty variable counts as not set.
std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_on(const char* name) {
  const std::string_view value = variable(name);
  return !value.empty() && value != "0" && value != "false";
}

std::string_view attributes_of(Paint paint) {
  switch (paint) {
    case Paint::heading:
    case Paint::name:
      return "1";
    case Paint::faint:
      return "2";
    case Paint::good:
      return "32";
    case Paint::warning:
      return "33";
    case Paint::error:
      return "31";
  }
  return "0";
}

}  // namespace

bool has_colour(int descriptor) {
  if (!variable("NO_COLOR").empty()) return false;
  if (is_on("CLICOLOR_FORCE") || is_on("FORCE_COLOR")) return true;
  if (variable("CLICOLOR") == "0" || variable("FORCE_COLOR") == "0") return false;
  const std::string_view terminal = variable("TERM");
  return !terminal.empty() && terminal != "dumb" && ::isatty(descriptor) == 1;
}

std::string painted(int descriptor, Paint paint, std::string_view text) {
  if (!has_colour(descriptor)) return std::string(text);
  return with_attributes(text, attributes_of(paint));
}

}  // namespace phoney::cli
