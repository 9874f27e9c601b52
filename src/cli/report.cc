#include "cli/report.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/near.h"
#include "cli/colour.h"
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

// The messages of other codes include the suggestions.
bool message_lacks_hint(const Error& error) {
  return error.code == ErrorCode::unknown_parameter && !error.suggestions.empty();
}

// "phoney: user.json: "
std::string start_of_line(std::string_view label, Paint paint = Paint::error) {
  const std::string name = painted(STDERR_FILENO, paint, "phoney:");
  return label.empty() ? name + ' ' : fmt::format("{} {}: ", name, label);
}

std::string describe(const Error& error, bool names_field, std::string_view label) {
  std::string text = start_of_line(label);
  if (names_field && !error.field.empty()) text += error.field + ": ";
  text += error.message + '\n';
  append_indented(text, error.context);
  if (message_lacks_hint(error)) append_indented(text, did_you_mean(error.suggestions));
  return text;
}

}  // namespace

int report(const Error& error, std::string_view label) {
  // A parameter's error names it in its message.
  say(describe(error, error.message.find('`' + error.field + '`') == std::string::npos, label));
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

int report_template_errors(std::span<const Error> errors, std::string_view label) {
  for (const Error& error : errors) say(describe(error, true, label));
  if (errors.size() > 1) say(fmt::format("{}the template has {} errors\n", start_of_line(label), errors.size()));
  return kFailed;
}

void warn(std::string_view message, std::string_view label) {
  say(fmt::format("{}{} {}\n", start_of_line(label, Paint::warning), painted(STDERR_FILENO, Paint::warning, "warning:"),
                  message));
}

}  // namespace phoney::cli
