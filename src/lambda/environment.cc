#include "lambda/environment.h"

#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "base/near.h"

namespace phoney::lambda {
namespace {

std::string_view variable(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

// Lambda's names of levels. Any other name is INFO.
service::LogLevel log_level_named(std::string_view name) {
  if (name == "TRACE" || name == "DEBUG") return service::LogLevel::debug;
  if (name == "WARN") return service::LogLevel::warning;
  if (name == "ERROR" || name == "FATAL") return service::LogLevel::error;
  return service::LogLevel::info;
}

// "/phoney" of "phoney/", "/phoney" ...
std::string base_path_of(std::string_view text) {
  while (text.starts_with('/')) text.remove_prefix(1);
  while (text.ends_with('/')) text.remove_suffix(1);
  return text.empty() ? std::string() : "/" + std::string(text);
}

// Whether the variable is `yes`; without it, not. Any word but these two is a problem.
bool read_choice(const char* name, std::string_view no, std::string_view yes, std::string& problem) {
  const std::string_view text = variable(name);
  if (!text.empty() && text != no && text != yes)
    problem = fmt::format("{} must be {} or {}, not \"{}\"", name, no, yes, shortened(text, 40));
  return text == yes;
}

}  // namespace

Result<void> check_environment(const Environment& environment) {
  if (environment.problem.empty()) return {};
  return make_error(ErrorCode::invalid_argument, environment.problem);
}

Environment read_environment() {
  std::string problem;
  const bool stream = read_choice("LAMBDA_RESPONSE_MODE", "buffered", "stream", problem);
  const bool rest_api_binary = read_choice("REST_API_BINARY", "false", "true", problem);
  return {.runtime_api = std::string(variable("AWS_LAMBDA_RUNTIME_API")),
          .stage = std::string(variable("STAGE")),
          .base_path = base_path_of(variable("BASE_PATH")),
          .stream = stream,
          .rest_api_binary = rest_api_binary,
          .json_log = variable("AWS_LAMBDA_LOG_FORMAT") != "Text",
          .snapshot = variable("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start",
          .log_level = log_level_named(variable("AWS_LAMBDA_LOG_LEVEL")),
          .problem = std::move(problem)};
}

}  // namespace phoney::lambda
