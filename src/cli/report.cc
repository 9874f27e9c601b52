#include "cli/report.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/near.h"
#include "cli/command.h"
#include "cli/standard_streams.h"

namespace phoney::cli {
namespace {

void append_indented(std::string& text, std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    fmt::format_to(std::back_inserter(text), "    {}\n", lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

// Other codes have their suggestions in the message.
bool message_lacks_hint(const Error& error) {
  return error.code == ErrorCode::unknown_parameter && !error.suggestions.empty();
}

std::string describe(const Error& error, bool names_field) {
  std::string text = "phoney: ";
  if (names_field && !error.field.empty()) text += error.field + ": ";
  text += error.message + '\n';
  append_indented(text, error.context);
  if (message_lacks_hint(error)) append_indented(text, did_you_mean(error.suggestions));
  return text;
}

}  // namespace

int report(const Error& error) {
  // A parameter's error names it in its message.
  say(describe(error, error.message.find('`' + error.field + '`') == std::string::npos));
  switch (error.code) {
    case ErrorCode::usage:
    case ErrorCode::invalid_argument:
    case ErrorCode::unknown_generator:
    case ErrorCode::unknown_parameter:
    case ErrorCode::unknown_locale:
      return kUsage;
    default:
      return kFailed;
  }
}

int report_template_errors(std::span<const Error> errors) {
  for (const Error& error : errors) say(describe(error, true));
  if (errors.size() > 1) say(fmt::format("phoney: the template has {} errors\n", errors.size()));
  return kFailed;
}

void warn(std::string_view message) { say(fmt::format("phoney: warning: {}\n", message)); }

}  // namespace phoney::cli
