#include "cli/colour.h"

#include <unistd.h>

#include <cstdlib>

namespace phoney::cli {
namespace {

// An empty variable counts as not set.
std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_off(const char* name) { return variable(name) == "0" || variable(name) == "false"; }

bool is_on(const char* name) { return !variable(name).empty() && !is_off(name); }

}  // namespace

bool has_colour(int descriptor) {
  if (!variable("NO_COLOR").empty()) return false;
  if (is_on("CLICOLOR_FORCE") || is_on("FORCE_COLOR")) return true;
  if (is_off("CLICOLOR") || is_off("FORCE_COLOR")) return false;
  const std::string_view terminal = variable("TERM");
  return !terminal.empty() && terminal != "dumb" && ::isatty(descriptor) == 1;
}

std::string painted(int descriptor, Paint paint, std::string_view text) {
  return phoney::painted(text, paint, has_colour(descriptor));
}

}  // namespace phoney::cli
